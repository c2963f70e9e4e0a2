namespace Chancery.Smtp.Client.Sts;

/// <summary>The TXT record at <c>_mta-sts</c> that says there is a policy, and when it has changed (RFC 8461 section 3.1).</summary>
internal static class StsRecord
{
    /// <summary>The id; null unless exactly one record is one of MTA-STS.</summary>
    public static string? IdOf(IEnumerable<string> texts)
    {
        var ids = texts.Where(text => text.Split(';')[0].Trim() == "v=STSv1").Select(Id).ToList();
        return ids is [var only] ? only : null;
    }

    private static string? Id(string text) => text.Split(';').Select(field => field.Trim())
        .Where(field => field.StartsWith("id=", StringComparison.Ordinal))
        .Select(field => field["id=".Length..])
        .FirstOrDefault(id => id.Length is >= 1 and <= 32 && id.All(char.IsAsciiLetterOrDigit));
}
