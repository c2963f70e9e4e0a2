namespace Chancery.Mail.Copies;

internal static class ViewSegments
{
    /// <summary>Without empty segments; neighbouring ranges of the original as one.</summary>
    public static List<ViewSegment> Merge(IEnumerable<ViewSegment> segments)
    {
        List<ViewSegment> merged = [];
        foreach (var segment in segments.Where(segment => segment.Length > 0))
            if (segment is ViewSegment.Range next && merged is [.., ViewSegment.Range last] && last.Offset + last.Count == next.Offset)
                merged[^1] = last with { Count = last.Count + next.Count };
            else
                merged.Add(segment);
        return merged;
    }
}
