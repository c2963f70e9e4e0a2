namespace Chancery.Mail.Contents;

/// <summary>What a container says of one thing in it.</summary>
/// <param name="Name">As stored; a label, never a path.</param>
/// <param name="Open">Gives the content from its start, whenever asked, seekable or not; null if it cannot be had.</param>
internal sealed record ContainerEntry(string Name, Func<Stream>? Open)
{
    /// <summary>The content while the container is gone through, where going through it twice is dear. Ends with the next entry.</summary>
    public Stream? Passing { get; init; }

    /// <summary>Why it cannot be had.</summary>
    public string? Unreadable { get; init; }

    public bool Encrypted { get; init; }

    public bool Inline { get; init; }

    public ContentRole Role { get; init; } = ContentRole.Entry;

    /// <summary>Lower case media type; empty where the container has none.</summary>
    public string DeclaredType { get; init; } = "";

    public string? Charset { get; init; }

    /// <summary>What it is where the container tells, <c>text</c>; null if its content has to.</summary>
    public string? Type { get; init; }

    /// <summary>What comes out is not larger than what is in the container: stored, not packed.</summary>
    public bool IsStored { get; init; }

    public static ContainerEntry Locked(string name) => new(name, null) { Encrypted = true, Unreadable = Damage.Encrypted };
}
