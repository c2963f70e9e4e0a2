namespace Chancery.Engine.Scan;

/// <summary>The answer of clamd to INSTREAM: <c>stream: OK</c>, <c>stream: NAME FOUND</c>, <c>… ERROR</c>.</summary>
internal static class ClamdAnswer
{
    private const string Start = "stream: ";
    private const string Found = " FOUND";

    public static ScanVerdict Read(string answer)
    {
        var text = answer.Trim('\0', '\r', '\n', ' ');
        if (text == Start + "OK")
            return ScanVerdict.Clean;
        if (text.StartsWith(Start, StringComparison.Ordinal) && text.EndsWith(Found, StringComparison.Ordinal) && text.Length > Start.Length + Found.Length)
            return OfName(text[Start.Length..^Found.Length]);
        return text.Contains("size limit exceeded", StringComparison.OrdinalIgnoreCase)
            ? new ScanVerdict(ScanOutcome.Undeterminable, "larger than clamd takes (StreamMaxLength)")
            : new ScanVerdict(ScanOutcome.Unavailable, text.Length == 0 ? "clamd closed the connection" : "clamd reports an error");
    }

    /// <summary>What is only possibly unwanted, or could not be looked into, is suspicious.</summary>
    private static ScanVerdict OfName(string name)
    {
        var shown = new string([.. name.Where(c => c is > ' ' and <= '~').Take(100)]);
        var doubtful = name.StartsWith("Heuristics.", StringComparison.Ordinal) || name.StartsWith("PUA.", StringComparison.Ordinal);
        return new ScanVerdict(doubtful ? ScanOutcome.Suspicious : ScanOutcome.Infected, shown);
    }
}
