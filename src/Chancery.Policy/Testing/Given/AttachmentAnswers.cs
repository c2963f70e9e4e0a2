using Chancery.Policy.Facts;

namespace Chancery.Policy.Testing.Given;

/// <summary>Facts about one attachment of the short form: what is not said is inspectable, unencrypted, without macros (R39).</summary>
internal static class AttachmentAnswers
{
    private const decimal OrdinarySize = 10_000;

    /// <param name="name">Without <c>attachment.</c></param>
    public static Fact? Of(string name, string part, IReadOnlyList<GivenAttachment> attachments)
    {
        if (Find(part, attachments) is not { } attachment)
            return null;
        if (attachment.Unknown.Any(unknown => name == unknown || name.StartsWith(unknown + ".", StringComparison.Ordinal)))
            return GivenFacts.GivenUnknown();
        return name switch
        {
            "name" => Fact.Of(NameOf(attachment)),
            "ext" => Fact.Of(attachment.Ext ?? ExtensionOf(NameOf(attachment))),
            "type" => Fact.Of(TypeOf(attachment)),
            "declaredType" => Fact.Of(attachment.DeclaredType ?? "application/octet-stream"),
            "size" => Fact.Of(attachment.Size ?? OrdinarySize),
            "label" => Fact.Of(attachment.Label ?? ""),
            "inspectable" => Fact.Of(attachment.Flags.GetValueOrDefault("inspectable", true)),
            "active" => Fact.Of(attachment.Flags.GetValueOrDefault("active") || attachment.Flags.GetValueOrDefault("macro")),
            "inline" or "encrypted" or "macro" or "typeMismatch" => Fact.Of(attachment.Flags.GetValueOrDefault(name)),
            "archive.depth" => Fact.Of(attachment.Archive is null ? 0 : attachment.Archive.Depth ?? Depth(attachment)),
            "archive.entries" => Fact.Of(attachment.Archive is null ? 0 : attachment.Archive.Entries ?? attachment.Archive.Contains.Count),
            "archive.ratio" => Fact.Of(attachment.Archive?.Ratio ?? 1),
            "archive.parts" => Fact.Of(Inside(attachment).Select(entry => entry.Part)),
            _ => null,
        };
    }

    private static GivenAttachment? Find(string part, IReadOnlyList<GivenAttachment> among) =>
        among.Concat(among.SelectMany(Inside)).FirstOrDefault(attachment => attachment.Part == part);

    /// <summary>Everything inside an archive, archives in it included.</summary>
    private static IEnumerable<GivenAttachment> Inside(GivenAttachment attachment) =>
        attachment.Archive is null ? [] : attachment.Archive.Contains.SelectMany(entry => (IEnumerable<GivenAttachment>)[entry, .. Inside(entry)]);

    private static int Depth(GivenAttachment attachment) =>
        attachment.Archive is null ? 0 : 1 + attachment.Archive.Contains.Select(Depth).DefaultIfEmpty(0).Max();

    private static string NameOf(GivenAttachment attachment) => attachment.Name ?? $"attachment-{attachment.Part}{(attachment.Type is null ? "" : "." + attachment.Type)}";

    private static string TypeOf(GivenAttachment attachment) =>
        attachment.Type ?? (ExtensionOf(NameOf(attachment)) is { Length: > 0 } extension ? extension : "unknown");

    private static string ExtensionOf(string name) => Path.GetExtension(name).TrimStart('.').ToLowerInvariant();
}
