using Chancery.Policy.Syntax;

namespace Chancery.Policy.Tests.Findings;

/// <summary>"Did you mean": what a slip was meant to be, and nothing where nobody could tell.</summary>
public sealed class SimilarTests
{
    private static readonly string[] Facts =
    [
        "direction", "session.auth", "session.ip", "session.tls", "sender.address", "sender.domain", "sender.group", "sender.trust", "recipient.address", "recipient.domain",
        "recipient.group", "recipient.kind", "recipient.role", "recipient.site", "recipient.keys.smime", "recipient.keys.pgp", "recipients.count", "label", "tag", "subject",
        "header", "message.size", "attachment.any", "attachment.all", "attachment.none", "attachments", "attachment.any.type", "content", "time", "auth.spf", "auth.dkim",
    ];

    private static readonly string[] Actions =
        ["protect", "sign", "verify", "decrypt", "filelink", "attachments", "hold", "quarantine", "reject", "archive", "journal", "copy", "redirect", "route", "header", "notify", "audit", "defer"];

    private static readonly string[] Methods = ["smime", "pgp", "pdf", "portal", "tls-verified", "tls", "plain"];

    private static readonly string[] Parameters = ["attachments", "space", "ttl", "twoFactor", "maxDownloads", "region", "notifyOnDownload"];

    private static readonly string[] Labels = ["oeffentlich", "intern", "vertraulich", "streng-vertraulich", "vs-nfd"];

    private static readonly string[] Tlps = ["tlp-red", "tlp-ret", "tlp-amber"];

    [Theory]
    [InlineData("facts", "recipient.domian", "recipient.domain")]
    [InlineData("facts", "reciepient.domain", "recipient.domain")]
    [InlineData("facts", "recipient_domain", "recipient.domain")]
    [InlineData("facts", "recipientDomain", "recipient.domain")]
    [InlineData("facts", "Recipient.Domain", "recipient.domain")]
    [InlineData("facts", "subjct", "subject")]
    [InlineData("facts", "attachements", "attachments")]
    [InlineData("facts", "attachments.any", "attachment.any")]
    [InlineData("facts", "lable", "label")]
    [InlineData("facts", "size", "message.size")]
    [InlineData("facts", "recipient.keys.smine", "recipient.keys.smime")]
    [InlineData("facts", "auth.dikm", "auth.dkim")]
    [InlineData("facts", "domain", null)]
    [InlineData("facts", "recipient.rank", null)]
    [InlineData("facts", "recipient.name", null)]
    [InlineData("facts", "sender.mood", null)]
    [InlineData("facts", "weather", null)]
    [InlineData("facts", "x", null)]
    [InlineData("facts", "", null)]
    [InlineData("actions", "qurantine", "quarantine")]
    [InlineData("actions", "protekt", "protect")]
    [InlineData("actions", "file-link", "filelink")]
    [InlineData("actions", "redirekt", "redirect")]
    [InlineData("actions", "hodl", "hold")]
    [InlineData("actions", "discard", null)]
    [InlineData("actions", "delete", null)]
    [InlineData("actions", "encrypt", "protect")]
    [InlineData("methods", "s/mime", "smime")]
    [InlineData("methods", "S-MIME", "smime")]
    [InlineData("methods", "pfd", "pdf")]
    [InlineData("methods", "gpg", "pgp")]
    [InlineData("methods", "tsl", "tls")]
    [InlineData("methods", "tls_verified", "tls-verified")]
    [InlineData("methods", "zip", null)]
    [InlineData("methods", "fax", null)]
    [InlineData("parameters", "max-downloads", "maxDownloads")]
    [InlineData("parameters", "maxDownlods", "maxDownloads")]
    [InlineData("parameters", "tll", "ttl")]
    [InlineData("parameters", "two-factor", "twoFactor")]
    [InlineData("parameters", "to", null)]
    [InlineData("parameters", "lifetime", "ttl")]
    [InlineData("labels", "vertrauich", "vertraulich")]
    [InlineData("labels", "Vertraulich", "vertraulich")]
    [InlineData("labels", "vsnfd", "vs-nfd")]
    [InlineData("labels", "geheim", null)]
    [InlineData("tlps", "tlp-rex", null)]
    public void Slips_are_understood_and_strange_words_are_not(string among, string typed, string? meant)
    {
        var known = among switch { "facts" => Facts, "actions" => Actions, "methods" => Methods, "parameters" => Parameters, "labels" => Labels, _ => Tlps };
        Assert.Equal(meant, Similar.Nearest(typed, known));
    }

    [Fact]
    public void A_name_as_long_as_a_file_is_not_compared() => Assert.Null(Similar.Nearest(new string('a', 1_000_000), Facts));
}
