using Chancery.Engine.Messages;

namespace Chancery.Engine.Notices;

/// <summary>A report in words for people, English and German.</summary>
internal static class ReportWords
{
    public static string Subject(ReportKind kind) => kind switch
    {
        ReportKind.Delayed => "Delayed mail / Verspaetete Nachricht",
        ReportKind.Relayed => "Mail handed on / Nachricht weitergegeben",
        _ => "Undelivered mail / Unzustellbare Nachricht",
    };

    public static string Of(Report report, SpooledMessage message, string hostname)
    {
        var list = string.Join('\n', report.Recipients.Select(r => $"  {NoticeText.Readable(r.Address)}\n      {NoticeText.Shortened(r.Diagnostic)} ({r.Status})"));
        var (english, german) = Sentences(report);
        return $"""
            This is the mail gateway {hostname}.

            {english.Before}

            {list}

            {english.After}
            Number of the message for inquiries: {message.Id}

            ------------------------------------------------------------

            Hier ist das Mail-Gateway {hostname}.

            {german.Before}

            {list}

            {german.After}
            Nummer der Nachricht für Rückfragen: {message.Id}
            """;
    }

    private static ((string Before, string After) English, (string Before, string After) German) Sentences(Report report) => report.Kind switch
    {
        ReportKind.Delayed => (
            ("Your message has not been delivered yet to:",
                $"You need not send it again: it is tried until {Until(report)}. You are told if it cannot be delivered."),
            ("Ihre Nachricht konnte an diese Empfänger noch nicht zugestellt werden:",
                $"Sie müssen sie nicht noch einmal senden: Es wird bis {Until(report)} weiter versucht. Gelingt es nicht, erfahren Sie davon.")),
        ReportKind.Relayed => (
            ("Your message to these recipients was handed on to the next mail server:",
                "That server sends no confirmations: you will not be told whether the message has reached a mailbox."),
            ("Ihre Nachricht an diese Empfänger wurde dem nächsten Mailserver übergeben:",
                "Dieser Server bestätigt keine Zustellung: Ob die Nachricht ein Postfach erreicht hat, erfahren Sie nicht.")),
        _ => (
            ("Your message could not be delivered to:",
                "It was not delivered to these recipients and will not be tried again."),
            ("Ihre Nachricht konnte an diese Empfänger nicht zugestellt werden:",
                "Sie wurde ihnen nicht zugestellt, und es wird nicht noch einmal versucht.")),
    };

    private static string Until(Report report) => report.RetryUntil is { } until ? NoticeText.DateOf(until) : "";
}
