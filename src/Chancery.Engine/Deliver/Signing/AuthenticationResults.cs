using Chancery.Mail.Dkim;

namespace Chancery.Engine.Deliver.Signing;

/// <summary>What we found of signatures, in the words of RFC 8601 section 2.2.</summary>
internal static class AuthenticationResults
{
    public static string Of(string hostname, IReadOnlyList<DkimResult> dkim, ArcChain chain)
    {
        IEnumerable<string> found =
        [
            hostname,
            $"arc={chain.Verdict.ToString().ToLowerInvariant()}",
            .. dkim.Count == 0 ? ["dkim=none"] : dkim.Select(Words),
        ];
        return string.Join(";\r\n\t", found);
    }

    private static string Words(DkimResult result) =>
        $"dkim={result.Verdict.ToString().ToLowerInvariant()}" + (result.Domain.Length > 0 ? $" header.d={result.Domain} header.s={result.Selector}" : "");
}
