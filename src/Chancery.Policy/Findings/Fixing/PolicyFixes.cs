using System.Text;
using Chancery.Policy.Syntax;

namespace Chancery.Policy.Findings.Fixing;

/// <summary>Applies the fixes that findings carry. Nothing else of a file changes: comments, line ends, byte order mark stay as they are.</summary>
public static class PolicyFixes
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="findings">Of one file.</param>
    /// <param name="before">What stands in the file that the findings are about.</param>
    /// <returns>Null if there is nothing to apply.</returns>
    public static FixedFile? Apply(string file, byte[] before, IEnumerable<Finding> findings)
    {
        var mark = before is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        if (Decode(before.AsSpan(mark)) is not { } text)
            return null;
        var lines = new SourceLines(text);
        var places = findings.Where(finding => finding.Fix is not null).OrderBy(finding => finding.Line).ThenBy(finding => finding.Column)
            .Select(finding => (finding, offset: lines.OffsetOf(finding.Line, finding.Column, finding.Length))).Where(place => place.offset is not null);
        var (after, end) = (new StringBuilder(text.Length), 0);
        var (applied, left) = (new List<Replacement>(), new List<Finding>());
        foreach (var (finding, offset) in places)
        {
            if (offset < end)
            {
                left.Add(finding);
                continue;
            }

            after.Append(text, end, offset!.Value - end).Append(finding.Fix!.Replace);
            end = offset.Value + finding.Length;
            applied.Add(new Replacement(finding, text[offset.Value..end], finding.Fix.Replace));
        }

        after.Append(text, end, text.Length - end);
        return applied.Count == 0 ? null : new FixedFile(file, before, [.. before.AsSpan(0, mark), .. Strict.GetBytes(after.ToString())], applied, left);
    }

    private static string? Decode(ReadOnlySpan<byte> octets)
    {
        try
        {
            return Strict.GetString(octets);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
