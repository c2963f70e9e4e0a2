namespace Chancery.Mail.Contents;

/// <summary>A container opened once.</summary>
/// <param name="content">Seekable; lives as long as the container.</param>
internal abstract class Container(Stream content)
{
    protected Stream Content { get; } = content;

    /// <summary>Why there may be entries that are not given; set when all were given.</summary>
    public string? Unseen { get; protected set; }

    /// <summary>In the order of the container. What it throws is damage.</summary>
    public abstract IEnumerable<ContainerEntry> Entries();
}
