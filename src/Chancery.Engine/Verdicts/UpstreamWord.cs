using System.Globalization;
using Chancery.Engine.Inspect;
using Chancery.Engine.Settings;
using Chancery.Mail.AuthResults;

namespace Chancery.Engine.Verdicts;

/// <summary>What a server before us says of a mail in its header; listened to only where the mail came by that server's connector.</summary>
public sealed class UpstreamWord(OpenedMessage opened, GatewaySettings settings)
{
    private readonly UpstreamSettings? _server =
        opened.Message.Session is { Provisional: false, Connector: { } connector } ? settings.Upstream.GetValueOrDefault(connector) : null;

    /// <param name="method"><c>spf</c>, <c>dkim</c>, <c>dmarc</c> or <c>arc</c>.</param>
    /// <returns>Null where it says nothing.</returns>
    public string? Authentication(string method) =>
        _server?.AuthservId is { } id ? TrustedResults.Of(opened.Mail.Header, id, method) : null;

    /// <summary><c>clean</c>, <c>suspicious</c> or <c>infected</c>: the worst of the fields with that name.</summary>
    public string? Malware()
    {
        if (_server?.Malware is not { } header)
            return null;
        var words = opened.Mail.HeaderValues(header.Name).Select(value =>
            Begins(value, header.Infected) ? "infected" : Begins(value, header.Suspicious) ? "suspicious" : Begins(value, header.Clean) ? "clean" : null).ToList();
        return words.Contains("infected") ? "infected" : words.Contains("suspicious") ? "suspicious" : words.Contains(null) ? null : words.FirstOrDefault();
    }

    /// <summary>The uppermost field with that name: <c>5.3</c>, <c>5.3 (+++++)</c>, <c>Yes, score=7.1 required=5.0</c>, or an SCL.</summary>
    public decimal? SpamScore() => _server?.SpamHeader is { } name && opened.Mail.HeaderValues(name) is [var first, ..] ? ScoreIn(first) : null;

    internal static decimal? ScoreIn(string text)
    {
        var at = text.IndexOf("score=", StringComparison.OrdinalIgnoreCase);
        var start = at >= 0 ? text[(at + "score=".Length)..].TrimStart() : text.TrimStart();
        var end = 0;
        while (end < start.Length && end < 20 && (char.IsAsciiDigit(start[end]) || start[end] == '.' || (end == 0 && start[end] is '-' or '+')))
            end++;
        return decimal.TryParse(start[..end], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var score) ? score : null;
    }

    private static bool Begins(string value, IReadOnlyList<string> words) =>
        words.Any(word => value.TrimStart().StartsWith(word, StringComparison.OrdinalIgnoreCase));
}
