using Chancery.Host.Settings;
using Chancery.Policy;
using Chancery.Policy.Findings;

namespace Chancery.Host.Serving;

/// <summary>What a policy may ask for and this version cannot do: such a policy is checked and simulated, never served.</summary>
internal static class NotBuiltPolicy
{
    /// <summary>Everything the engine carries out.</summary>
    private static readonly HashSet<string> Built = new(StringComparer.Ordinal)
    {
        "protect", "protect.smime", "protect.tls", "protect.plain", "sign", "sign.smime", "sign.none",
        "header", "subject", "copy", "hold", "quarantine", "reject", "deliver", "exempt", "stop",
    };

    public static IEnumerable<Finding> FindingsOf(PolicyLoad load) =>
        from policy in load.Policies.Values
        from use in policy.Uses
        where !Built.Contains(use.Name)
        select new Finding(
            SettingsCodes.PolicyNotBuilt, Severity.Error, use.File, use.Line, use.Column, 0,
            $"{Said(use.Name)} is not available in this version; the policy can be checked and simulated, not served",
            "take this action, method or condition out until a later version brings it");

    private static string Said(string name) => name.StartsWith("fact:", StringComparison.Ordinal) ? $"the fact \"{name[5..]}\"" : $"\"{name}\"";
}
