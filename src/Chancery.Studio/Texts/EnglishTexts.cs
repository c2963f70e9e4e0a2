using Chancery.Engine.Messages;
using Chancery.Engine.Outbox;
using Chancery.Policy.Plans;

namespace Chancery.Studio.Texts;

internal sealed class EnglishTexts : StudioTexts
{
    public override string Language => "en";

    public override string Messages => "Messages";

    public override string DemoLead => "The mails of the demo, newest first: what was decided for each recipient, by which rule, and what left the house. Every line is read from the register of this run.";

    public override string ServeLead => "What passed through this gateway, newest first.";

    public override string NothingYet => "No message has come in yet.";

    public override string Refresh => "Refresh";

    public override string SkipToContent => "Skip to content";

    public override string OtherLanguage => "Deutsch";

    public override string Received => "Received";

    public override string From => "From";

    public override string To => "To";

    public override string Size => "Size";

    public override string Hidden => "hidden recipient";

    public override string Rules => "Rules";

    public override string NoRule => "none: passed on untouched";

    public override string Protection => "Protection";

    public override string Delivery => "Delivery";

    public override string Signed => "signed";

    public override string NotSigned => "not signed";

    public override string Why => "Why?";

    public override string WhatHappened => "What happened";

    public override string Explanation => "In plain words";

    public override string Copies => "What arrived";

    public override string CopiesLead => "The demo's next hop keeps each mail as it came over SMTP.";

    public override string HeadersOf => "Header fields";

    public override string Download => "Download as .eml";

    public override string Back => "All messages";

    public override string NotFound => "There is no such message.";

    public override string NotFoundHelp => "The address may be mistyped, or the message belongs to another run. Look for it in the list of messages.";

    public override string LocalOnly => "Messages are shown on this machine only. Open this page through a tunnel, or let the studio listen on localhost.";

    public override string Undecided => "not decided yet";

    public override string EmptySender => "no sender (a notice)";

    public override string Group(int number) => $"Copy {number}";

    public override string Word(GroupState state) => state switch
    {
        GroupState.Delivering => "on its way",
        GroupState.Held => "held",
        GroupState.Quarantined => "quarantined",
        GroupState.Rejected => "refused",
        GroupState.Delivered => "delivered",
        GroupState.Failed => "not delivered",
        GroupState.Superseded => "decided anew",
    };

    public override string Word(Method method) => method switch
    {
        Method.Smime => "encrypted (S/MIME)",
        Method.Pgp => "encrypted (OpenPGP)",
        Method.Pdf => "protected PDF",
        Method.Portal => "portal",
        Method.TlsVerified => "verified transport encryption",
        Method.Tls => "transport encryption",
        Method.Plain => "not encrypted",
    };

    public override string Word(RecipientState state) => state switch
    {
        RecipientState.Pending => "waiting",
        RecipientState.Delivered => "accepted",
        RecipientState.Failed => "refused",
    };

    public override string Event(string kind) => kind switch
    {
        "received" => "received",
        "decided" => "decided",
        "held" => "held for approval",
        "quarantined" => "quarantined",
        "rejected" => "refused",
        "released" => "released",
        "notice-deferred" => "notice put off",
        "notice-failed" => "notice refused",
        "delivered" => "handed over",
        "deferred" => "put off",
        "passed" => "passed on",
        "delayed" => "sender told of the delay",
        "failed" => "could not be delivered",
        "expired" => "hold expired",
        "notified" => "notice sent",
        _ => kind,
    };

    public override string Time(DateTimeOffset time) => $"{time.Day} {Month(time.Month)} {time:yyyy, HH:mm:ss}";

    private static string Month(int month) =>
        ((string[])["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"])[month - 1];
}
