using System.Globalization;
using Chancery.Mail.Headers;

namespace Chancery.Mail.Dkim;

/// <summary>One station's fields (RFC 8617 section 4).</summary>
internal sealed record ArcSet(int Instance, RawField Results, RawField MessageSignature, RawField Seal);

/// <summary>The sets of a message.</summary>
internal static class ArcSets
{
    /// <summary>RFC 8617 section 4.2.1.</summary>
    public const int Most = 50;

    private const string Results = "ARC-Authentication-Results";
    private const string MessageSignature = "ARC-Message-Signature";
    private const string Seal = "ARC-Seal";

    /// <summary>The first station's first; empty without ARC. Null where they do not make a chain.</summary>
    public static IReadOnlyList<ArcSet>? Of(RawHeaderBlock header)
    {
        var (results, signatures, seals) = (Numbered(header, Results), Numbered(header, MessageSignature), Numbered(header, Seal));
        if (results is null || signatures is null || seals is null || results.Count != seals.Count || signatures.Count != seals.Count || seals.Count > Most)
            return null;
        var sets = new List<ArcSet>();
        for (var i = 1; i <= seals.Count; i++)
        {
            if (!results.TryGetValue(i, out var aar) || !signatures.TryGetValue(i, out var ams) || !seals.TryGetValue(i, out var seal))
                return null;
            sets.Add(new ArcSet(i, aar, ams, seal));
        }

        return sets;
    }

    private static Dictionary<int, RawField>? Numbered(RawHeaderBlock header, string name)
    {
        var fields = new Dictionary<int, RawField>();
        foreach (var field in header.Named(name))
            if (InstanceOf(header.Text(field), name == Results) is not { } instance || !fields.TryAdd(instance, field))
                return null;
        return fields;
    }

    /// <summary>In the field of results the instance comes first, and what follows is no list of tags.</summary>
    private static int? InstanceOf(string text, bool first)
    {
        string? value;
        if (first)
            value = text.Split(';')[0].Split('=') is [var name, var number] && name.Trim() == "i" ? number.Trim() : null;
        else
            value = TagList.TryParse(text, out var tags) ? tags["i"] : null;
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var instance) && instance is >= 1 and <= Most ? instance : null;
    }
}
