using System.Security.Cryptography;
using System.Text;

namespace Chancery.Engine.Passage;

/// <summary>
/// The <c>p=</c> part of our trace field: by it the next gateway of the same installation knows that exactly these octets have been
/// decided on, for this sender and these recipients. One keyed mark per recipient, so that a part of them may come alone, and a
/// mark for one says nothing for another.
/// </summary>
public sealed class PassedMarks(byte[] key)
{
    private const string Purpose = "passed";
    private const int MarkOctets = 9;
    private const int FewestMarks = 4;
    private const int MarksPerLine = 5;

    /// <summary>Continues the trace field by folded lines, with their line ends.</summary>
    /// <param name="contentSha256">Of what is below our trace field, lower-case hex.</param>
    public string LinesFor(string messageId, string reversePath, IReadOnlyList<string> recipients, string contentSha256)
    {
        var marks = recipients.Select(recipient => MarkOf(messageId, reversePath, recipient, contentSha256)).ToList();
        // Neither their number nor their order may tell of hidden recipients.
        var count = FewestMarks;
        while (count < marks.Count)
            count *= 2;
        marks.AddRange(Enumerable.Range(0, count - marks.Count).Select(i => MarkOf(messageId, reversePath, $"\n{i}", contentSha256)));
        marks.Sort(StringComparer.Ordinal);
        return $" ;p={string.Join(",\r\n ", marks.Chunk(MarksPerLine).Select(line => string.Join(',', line)))}\r\n";
    }

    /// <summary>True if the value of our trace field says so for these octets and at least these recipients.</summary>
    public bool Covers(string trace, string messageId, string reversePath, IEnumerable<string> recipients, string contentSha256)
    {
        if (trace.Split(';', StringSplitOptions.TrimEntries) is not [_, _, ['p', '=', .. var list]])
            return false;
        var marks = list.Split(',', StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);
        return recipients.All(recipient => marks.Contains(MarkOf(messageId, reversePath, recipient, contentSha256)));
    }

    private string MarkOf(string messageId, string reversePath, string recipient, string contentSha256)
    {
        var text = string.Join('\0', Purpose, messageId, reversePath.ToLowerInvariant(), contentSha256, recipient.ToLowerInvariant());
        return Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)).AsSpan(0, MarkOctets));
    }
}
