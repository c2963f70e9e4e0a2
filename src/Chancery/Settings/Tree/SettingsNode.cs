namespace Chancery.Host.Settings.Tree;

/// <summary>Where something stands in the settings; line and column count from 1.</summary>
/// <param name="File">The file as the user named it, or the environment variable.</param>
internal sealed record SettingsPlace(string File, int Line, int Column, int Length);

/// <summary>A node of the settings, with its place.</summary>
internal abstract record SettingsNode(SettingsPlace Place)
{
    internal sealed record Scalar(SettingsPlace Place, string Text) : SettingsNode(Place);

    internal sealed record Sequence(SettingsPlace Place, List<SettingsNode> Items) : SettingsNode(Place);

    internal sealed record Mapping(SettingsPlace Place, List<Entry> Entries) : SettingsNode(Place)
    {
        public Entry? Find(string key) => Entries.Find(entry => entry.Key == key);
    }

    internal sealed record Entry(string Key, SettingsPlace KeyPlace, SettingsNode Value);

    /// <summary>Nothing was said: <c>~</c>, an empty scalar, <c>[]</c>, <c>{}</c>, or a mapping of such.</summary>
    public bool IsEmpty => this switch
    {
        Scalar scalar => scalar.Text is "" or "~" or "null",
        Sequence sequence => sequence.Items.Count == 0,
        Mapping mapping => mapping.Entries.All(entry => entry.Value.IsEmpty),
        _ => throw new InvalidOperationException("unknown kind of node"),
    };
}
