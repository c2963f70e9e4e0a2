using Chancery.Mail.Headers;

namespace Chancery.Mail.AuthResults;

/// <summary>What a server we trust found out about a mail before it came to us.</summary>
public static class TrustedResults
{
    private const string Field = "Authentication-Results";

    private static readonly string[] Words = ["pass", "fail", "none", "neutral", "softfail", "temperror", "permerror"];

    /// <summary>
    /// The word of that server on a method, as a value of <c>auth.*</c>; null where it says nothing. Its own field is the uppermost
    /// one that bears its name (RFC 8601 section 5): one below it may have come with the mail. Of several signatures one that passes is enough.
    /// </summary>
    /// <param name="method"><c>spf</c>, <c>dkim</c>, <c>dmarc</c> or <c>arc</c>.</param>
    public static string? Of(RawHeaderBlock header, string serverId, string method)
    {
        foreach (var field in header.Named(Field))
        {
            if (!AuthResultsField.TryParse(header.Text(field), out var results) || !results.ServerId.Equals(serverId, StringComparison.OrdinalIgnoreCase))
                continue;
            var words = results.Results.Where(result => result.Method == method).Select(result => WordOf(result.Result)).ToList();
            return words.Count == 0 ? null : words.Contains("pass") ? "pass" : words.Contains("temperror") ? "temperror" : words[0];
        }

        return null;
    }

    /// <summary>Words beside those of the standard: what is not known to be good is not good.</summary>
    private static string WordOf(string result) => result switch
    {
        "bestguesspass" => "none",
        "hardfail" or "policy" or "reject" or "quarantine" => "fail",
        _ => Array.IndexOf(Words, result) >= 0 ? result : "permerror",
    };
}
