using Chancery.Host.Settings.Tree;

namespace Chancery.Host.Settings.Sections;

/// <summary>Secrets by <c>file:PATH</c> (first line) or <c>env:NAME</c>; findings never repeat a value.</summary>
internal static class Secrets
{
    /// <param name="isSecret">False for what may well stand in the settings.</param>
    public static string? Read(Section section, string key, SettingsContext context, bool isSecret = true)
    {
        return section.Text(key) is { } text ? Resolve(text, context, section.Findings, section.PlaceOf(key), isSecret) : null;
    }

    /// <summary>What a text names; null, with a finding, where it cannot be had.</summary>
    public static string? Resolve(string text, SettingsContext context, FindingList findings, SettingsPlace place, bool isSecret = true)
    {
        if (text.StartsWith("env:", StringComparison.Ordinal))
            return FromEnvironment(text["env:".Length..], context, findings, place);
        if (text.StartsWith("file:", StringComparison.Ordinal))
            return FromFile(context.PathOf(text), findings, place);
        if (isSecret)
            findings.Warning(SettingsCodes.Secret, place, "a secret stands in the settings", "move it out:  env:NAME  or  file:PATH");
        return text;
    }

    /// <summary>A hash may stand in the settings; it is no password.</summary>
    public static string? ReadHash(Section section, string key, SettingsContext context) => Read(section, key, context, isSecret: false);

    private static string? FromEnvironment(string name, SettingsContext context, FindingList findings, SettingsPlace place)
    {
        if (context.Environment.TryGetValue(name, out var value) && value.Length > 0)
            return value;
        findings.Error(SettingsCodes.Secret, place, $"the environment has no \"{name}\"", "set the variable where the gateway is started");
        return null;
    }

    private static string? FromFile(string path, FindingList findings, SettingsPlace place)
    {
        try
        {
            var first = File.ReadLines(path).FirstOrDefault() ?? "";
            if (first.Length > 0)
                return first;
            findings.Error(SettingsCodes.Secret, place, $"the file \"{path}\" is empty", "put the secret on its first line");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            findings.Error(SettingsCodes.Secret, place, $"the file \"{path}\" cannot be read", "check that it exists and that this user may read it");
        }

        return null;
    }
}
