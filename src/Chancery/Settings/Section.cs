using System.Globalization;
using Chancery.Engine.Settings;
using Chancery.Host.Settings.Tree;
using Chancery.Policy.Findings;

namespace Chancery.Host.Settings;

/// <summary>Reads the keys of one mapping by type. What nobody asked for when <see cref="Close"/> is called is an unknown key.</summary>
internal sealed class Section(string name, SettingsNode.Mapping node, FindingList findings)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public SettingsPlace Place => node.Place;

    public FindingList Findings => findings;

    /// <summary>Keys in the order of the file; for sections whose keys are names the user chose.</summary>
    public IEnumerable<string> Keys => node.Entries.Select(entry => entry.Key);

    public SettingsPlace PlaceOf(string key) => node.Find(key)?.Value.Place ?? node.Place;

    public bool Has(string key) => Find(key) is not null;

    public string? Text(string key)
    {
        if (Find(key) is not { } value)
            return null;
        if (value is SettingsNode.Scalar scalar)
            return scalar.Text;
        findings.Error(SettingsCodes.WrongType, value.Place, $"\"{Full(key)}\" takes one value", $"write  {key}: value");
        return null;
    }

    /// <summary>Null, with a finding, where the text is not what <paramref name="parse"/> takes.</summary>
    public T? Parsed<T>(string key, Func<string, T?> parse, string expected)
        where T : struct
    {
        if (Text(key) is not { } text)
            return null;
        if (parse(text) is { } value)
            return value;
        findings.Error(SettingsCodes.BadValue, PlaceOf(key), $"\"{text}\" is no value of \"{Full(key)}\"", "expected: " + expected);
        return null;
    }

    public T? Choice<T>(string key, params (string Word, T Value)[] choices)
        where T : struct
    {
        if (Text(key) is not { } text)
            return null;
        foreach (var (word, value) in choices)
            if (word == text)
                return value;
        var near = Spelling.Nearest(text, choices.Select(choice => choice.Word));
        findings.Error(SettingsCodes.BadValue, PlaceOf(key), $"\"{text}\" is no value of \"{Full(key)}\"" + Spelling.Ask(near),
            "expected: " + string.Join(", ", choices.Select(choice => choice.Word)), near is null ? null : new Fix(near));
        return null;
    }

    public int? Whole(string key, int least, int most) =>
        Parsed<int>(key, text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value : null,
            $"a whole number from {least} to {most}");

    public bool? Flag(string key) => Choice(key, ("true", true), ("false", false));

    /// <summary>Octets.</summary>
    public long? Size(string key) => Parsed<long>(key, Units.Size, "a size such as 200MB or 64MiB");

    public TimeSpan? Duration(string key) => Parsed<TimeSpan>(key, Units.Duration, "a duration such as 30s, 5m, 4h or 5d");

    /// <summary>The texts of a list; a single value counts as a list of one.</summary>
    public IReadOnlyList<(string Text, SettingsPlace Place)>? Texts(string key)
    {
        var items = Find(key) switch
        {
            null => null,
            SettingsNode.Sequence sequence => sequence.Items,
            var single => [single],
        };
        foreach (var wrong in items?.Where(item => item is not SettingsNode.Scalar) ?? [])
            findings.Error(SettingsCodes.WrongType, wrong.Place, $"\"{Full(key)}\" is a list of plain values", $"write  {key}: [one, two]");
        return items is null ? null : [.. items.OfType<SettingsNode.Scalar>().Select(item => (item.Text, item.Place))];
    }

    /// <summary>The key has one plain value.</summary>
    public bool IsText(string key) => Find(key) is SettingsNode.Scalar;

    /// <summary>The absolute path behind <c>file:PATH</c> or a bare path; a finding where no file is there.</summary>
    public string? ExistingFile(string key, SettingsContext context)
    {
        if (Text(key) is not { } text)
            return null;
        var path = context.PathOf(text);
        if (!File.Exists(path))
            findings.Error(SettingsCodes.Dangling, PlaceOf(key), $"there is no file \"{path}\"", "paths start from the folder of the settings file");
        return path;
    }

    public Networks Networks(string key)
    {
        var read = (Texts(key) ?? []).Select(item => (item, Network: Engine.Settings.Networks.TryRead(item.Text))).ToList();
        foreach (var (wrong, _) in read.Where(entry => entry.Network is null))
            findings.Error(SettingsCodes.BadValue, wrong.Place, $"\"{wrong.Text}\" is no network", "expected: an address, or a network such as 192.0.2.0/24 or 2001:db8::/32 without host bits");
        return Engine.Settings.Networks.Of(read.Select(entry => entry.Network).OfType<System.Net.IPNetwork>());
    }

    public Section? Sub(string key) => Find(key) is { } value ? Child(Full(key), value) : null;

    public IReadOnlyList<Section> Subs(string key)
    {
        if (Find(key) is not { } value)
            return [];
        if (value is SettingsNode.Sequence sequence)
            return [.. sequence.Items.Select((item, i) => Child($"{Full(key)}[{i}]", item)).OfType<Section>()];
        findings.Error(SettingsCodes.WrongType, value.Place, $"\"{Full(key)}\" is a list", "begin each entry with  - ");
        return [];
    }

    /// <summary>A key of the settings whose machinery this version does not have: absent or empty is fine.</summary>
    public void NotBuilt(string key, string help)
    {
        if (Find(key) is { IsEmpty: false })
            findings.Error(SettingsCodes.NotBuilt, node.Find(key)!.KeyPlace, $"\"{Full(key)}\" is not available in this version", help);
    }

    public void Missing(string key, string help) =>
        findings.Error(SettingsCodes.Missing, node.Place, $"\"{Full(key)}\" is missing", help);

    public void Close()
    {
        foreach (var entry in node.Entries.Where(entry => !_known.Contains(entry.Key)))
        {
            var near = Spelling.Nearest(entry.Key, _known);
            findings.Error(SettingsCodes.UnknownKey, entry.KeyPlace, $"unknown key \"{Full(entry.Key)}\"" + Spelling.Ask(near),
                "known here: " + string.Join(", ", _known), near is null ? null : new Fix(near));
        }
    }

    private SettingsNode? Find(string key)
    {
        _known.Add(key);
        return node.Find(key)?.Value is { } value && value is not SettingsNode.Scalar { IsEmpty: true } ? value : null;
    }

    private Section? Child(string path, SettingsNode value)
    {
        if (value is SettingsNode.Mapping mapping)
            return new Section(path, mapping, findings);
        findings.Error(SettingsCodes.WrongType, value.Place, $"\"{path}\" takes keys with values", "write its keys on lines of their own, indented");
        return null;
    }

    private string Full(string key) => name.Length == 0 ? key : $"{name}.{key}";
}
