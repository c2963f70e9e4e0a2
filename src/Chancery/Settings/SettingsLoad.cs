using Chancery.Policy.Findings;

namespace Chancery.Host.Settings;

/// <param name="Settings">Null if there are errors.</param>
internal sealed record SettingsLoad(HostSettings? Settings, IReadOnlyList<Finding> Findings);
