namespace Chancery.Host.Settings.Sections;

/// <summary><c>policy</c>: a folder, looked at for changes.</summary>
internal static class PolicySection
{
    public static PolicySettings Read(Section top, SettingsContext context)
    {
        var section = top.Sub("policy");
        var source = section?.Text("source");
        if (section is null || source is null)
            top.Missing("policy", "write  policy: { source: ./policy }");
        else if (source.StartsWith("git:", StringComparison.Ordinal) || source.Contains("://", StringComparison.Ordinal))
            section.Findings.Error(SettingsCodes.NotBuilt, section.PlaceOf("source"), "policies from a Git repository are not available in this version", "name a folder");
        if (section?.Text("revision") is not (null or "main"))
            section!.Findings.Error(SettingsCodes.NotBuilt, section.PlaceOf("revision"), "a policy folder has no revisions in this version", "leave  revision  out");
        section?.NotBuilt("allowed-signers", "signed revisions come with Git sources");
        var poll = section?.Duration("poll") ?? TimeSpan.FromSeconds(30);
        section?.Close();
        return new PolicySettings(context.PathOf(source ?? "./policy"), poll);
    }
}
