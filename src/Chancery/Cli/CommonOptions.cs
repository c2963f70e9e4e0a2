using System.CommandLine;

namespace Chancery.Host.Cli;

/// <summary>Options that every verb has.</summary>
internal static class CommonOptions
{
    public const string DefaultConfig = "./chancery.yaml";

    public static Option<string> Config { get; } =
        new("--config") { Description = "settings of the instance", HelpName = "file", Recursive = true, DefaultValueFactory = _ => DefaultConfig };

    public static Option<bool> Json { get; } = new("--json") { Description = "for machines: standard output is JSON only", Recursive = true };

    public static Option<string> Lang { get; } = Language();

    private static readonly string[] LocaleVariables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    private static Option<string> Language()
    {
        var option = new Option<string>("--lang") { Description = "language of texts for people", Recursive = true, DefaultValueFactory = _ => SystemLanguage() };
        option.AcceptOnlyFromAmong("de", "en");
        return option;
    }

    private static string SystemLanguage()
    {
        var locale = LocaleVariables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        return locale?.StartsWith("de", StringComparison.OrdinalIgnoreCase) == true ? "de" : "en";
    }
}
