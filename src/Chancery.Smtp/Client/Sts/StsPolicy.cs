using System.Globalization;

namespace Chancery.Smtp.Client.Sts;

internal enum StsMode { None, Testing, Enforce }

/// <summary>A domain's word on which hosts take its mail, under verified TLS (RFC 8461 section 3.2).</summary>
/// <param name="MxPatterns">Host names, or <c>*.</c> and the rest for exactly one label more; lower case.</param>
internal sealed record StsPolicy(StsMode Mode, IReadOnlyList<string> MxPatterns, TimeSpan MaxAge)
{
    /// <summary>Octets of a policy that are read.</summary>
    public const int MaxLength = 64 * 1024;

    private const int LongestAge = 31_557_600;

    /// <exception cref="FormatException">Not a policy; the message says why.</exception>
    public static StsPolicy Parse(string text)
    {
        var fields = text.Split('\n').Select(line => line.TrimEnd('\r').Split(':', 2)).Where(pair => pair.Length == 2)
            .Select(pair => (Key: pair[0].Trim(), Value: pair[1].Trim())).ToList();
        if (First(fields, "version") != "STSv1")
            throw new FormatException("the version is not STSv1");
        var mode = First(fields, "mode") switch
        {
            "enforce" => StsMode.Enforce,
            "testing" => StsMode.Testing,
            "none" => StsMode.None,
            _ => throw new FormatException("no known mode"),
        };
        if (!int.TryParse(First(fields, "max_age"), NumberStyles.None, CultureInfo.InvariantCulture, out var age) || age > LongestAge)
            throw new FormatException("no good max_age");
        string[] patterns = [.. fields.Where(field => field.Key == "mx").Select(field => field.Value.TrimEnd('.').ToLowerInvariant())];
        if (mode != StsMode.None && patterns.Length == 0)
            throw new FormatException("no mx");
        return new StsPolicy(mode, patterns, TimeSpan.FromSeconds(age));
    }

    public bool Allows(string host) => MxPatterns.Any(pattern => Matches(pattern, host.TrimEnd('.').ToLowerInvariant()));

    private static bool Matches(string pattern, string host)
    {
        if (!pattern.StartsWith("*.", StringComparison.Ordinal))
            return host == pattern;
        var dot = host.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && host[(dot + 1)..] == pattern[2..];
    }

    private static string? First(List<(string Key, string Value)> fields, string key) =>
        fields.Where(field => field.Key == key).Select(field => field.Value).FirstOrDefault();
}
