namespace Chancery.Mail.Contents.Messages;

/// <summary>One attachment of a TNEF as its attributes come.</summary>
internal sealed class TnefFile
{
    private string? _longName, _displayName;
    private MapiProperty? _object;
    private string _type = "";
    private bool _inline;

    public string Title { get; set; } = "";

    public Stream? Data { get; set; }

    public void Take(IReadOnlyList<MapiProperty> properties)
    {
        foreach (var property in properties)
            switch (property.Id)
            {
                case MapiProperty.AttachLongName: _longName = property.Text(); break;
                case MapiProperty.DisplayName: _displayName = property.Text(); break;
                case MapiProperty.AttachMimeType: _type = property.Text().ToLowerInvariant(); break;
                case MapiProperty.AttachContentId: _inline |= property.Text().Length > 0; break;
                case MapiProperty.AttachData: _object = property; break;
            }
    }

    public ContainerEntry Entry()
    {
        var name = Title.Length > 0 ? Title : "Untitled Attachment";
        if (_longName is { Length: > 0 }) name = _longName;
        else if (Title.Length == 0 && _displayName is { Length: > 0 }) name = _displayName;
        var data = Data;
        var open = _object is { } property ? property.OpenObject : data is null ? () => Stream.Null : (Func<Stream>)(() => Again(data));
        return new ContainerEntry(name, open) { DeclaredType = _type, Inline = _inline, IsStored = true };
    }

    private static Stream Again(Stream data) => new Formats.SubRange(data, 0, data.Length);
}
