using System.Globalization;

namespace Chancery.Host.Settings.Tree;

/// <summary>Lays <c>CHANCERY__NEXT_HOPS__DEFAULT__HOST=…</c> over the settings: two underscores part the keys, one stands for a dash, a number counts in a list.</summary>
internal static class EnvironmentOverlay
{
    public const string Prefix = "CHANCERY__";

    public static void Apply(SettingsNode.Mapping root, IEnumerable<KeyValuePair<string, string>> environment, FindingList findings)
    {
        var overrides = environment.Where(entry => entry.Key.StartsWith(Prefix, StringComparison.Ordinal)).OrderBy(entry => entry.Key, StringComparer.Ordinal);
        foreach (var (name, value) in overrides)
        {
            var place = new SettingsPlace(name, 1, 1, 0);
            var path = name[Prefix.Length..].Split("__");
            if (path.Any(part => part.Length == 0))
                findings.Error(SettingsCodes.UnknownKey, place, "a key in this name is empty", "part the keys with two underscores: CHANCERY__NEXT_HOPS__DEFAULT__HOST");
            else if (!TrySet(root, path, new SettingsNode.Scalar(place, value)))
                findings.Error(SettingsCodes.WrongType, place, "this name does not fit the settings beside it", "entries of a list are counted from 0, without gaps");
        }
    }

    private static bool TrySet(SettingsNode node, ReadOnlySpan<string> path, SettingsNode.Scalar value) => node switch
    {
        SettingsNode.Mapping mapping => TrySetKey(mapping, path, value),
        SettingsNode.Sequence sequence => TrySetItem(sequence, path, value),
        _ => false,
    };

    private static bool TrySetKey(SettingsNode.Mapping mapping, ReadOnlySpan<string> path, SettingsNode.Scalar value)
    {
        var part = path[0];
        var index = mapping.Entries.FindIndex(entry => Same(entry.Key, part));
        var key = index < 0 ? part.ToLowerInvariant().Replace('_', '-') : mapping.Entries[index].Key;
        if (path.Length > 1 && index >= 0 && !mapping.Entries[index].Value.IsEmpty)
            return TrySet(mapping.Entries[index].Value, path[1..], value);

        var entry = new SettingsNode.Entry(key, value.Place, Nested(path[1..], value));
        if (index < 0)
            mapping.Entries.Add(entry);
        else
            mapping.Entries[index] = entry;
        return true;
    }

    private static bool TrySetItem(SettingsNode.Sequence sequence, ReadOnlySpan<string> path, SettingsNode.Scalar value)
    {
        if (!int.TryParse(path[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index > sequence.Items.Count)
            return false;
        if (index == sequence.Items.Count)
            sequence.Items.Add(Nested(path[1..], value));
        else if (path.Length == 1)
            sequence.Items[index] = value;
        else
            return TrySet(sequence.Items[index], path[1..], value);
        return true;
    }

    private static SettingsNode Nested(ReadOnlySpan<string> path, SettingsNode.Scalar value)
    {
        SettingsNode node = value;
        for (var i = path.Length - 1; i >= 0; i--)
            node = path[i] == "0"
                ? new SettingsNode.Sequence(value.Place, [node])
                : new SettingsNode.Mapping(value.Place, [new SettingsNode.Entry(path[i].ToLowerInvariant().Replace('_', '-'), value.Place, node)]);
        return node;
    }

    private static bool Same(string key, string part) => string.Equals(key.Replace('-', '_'), part, StringComparison.OrdinalIgnoreCase);
}
