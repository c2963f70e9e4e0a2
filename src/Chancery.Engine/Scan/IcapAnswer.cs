using System.Globalization;

namespace Chancery.Engine.Scan;

/// <summary>The head of an ICAP answer (RFC 3507 section 4.3.3), and the head of the HTTP answer in it where there is one.</summary>
internal static class IcapAnswer
{
    /// <summary>Fields by which services tell that something was found (draft-stecher-icap-subid, and the products that follow it).</summary>
    private static readonly string[] Findings = ["X-Infection-Found", "X-Virus-ID", "X-Violations-Found", "X-Virus-Name", "X-Blocked-By"];

    /// <param name="head">Lines up to the first empty one.</param>
    /// <param name="inner">The status line of the HTTP answer that stands instead of ours; null without one.</param>
    public static ScanVerdict Read(string head, string? inner)
    {
        var lines = head.Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        if (StatusOf(lines[0], "ICAP/1.") is not { } status)
            return new ScanVerdict(ScanOutcome.Unavailable, "the answer is no ICAP");
        if (lines.Skip(1).FirstOrDefault(line => Findings.Any(name => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))) is { } finding && !IsNothing(finding))
            return new ScanVerdict(ScanOutcome.Infected, new string([.. finding.Where(c => c is >= ' ' and <= '~').Take(200)]));
        return status switch
        {
            204 => ScanVerdict.Clean,
            // Changed, without a word on what was found: not what was sent any more.
            200 => inner is not null && StatusOf(inner, "HTTP/1.") is >= 400 ? new ScanVerdict(ScanOutcome.Infected, "blocked by the service") : new ScanVerdict(ScanOutcome.Suspicious, "changed by the service"),
            413 => new ScanVerdict(ScanOutcome.Undeterminable, "larger than the service takes"),
            _ => new ScanVerdict(ScanOutcome.Unavailable, $"the service answers {status}"),
        };
    }

    /// <summary>Some services send <c>X-Violations-Found: 0</c> with a clean verdict.</summary>
    private static bool IsNothing(string line) => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() is "" or "0" or "-" or "none";

    private static int? StatusOf(string line, string protocol) =>
        line.StartsWith(protocol, StringComparison.OrdinalIgnoreCase) && line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, { Length: 3 } code, ..]
        && int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : null;
}
