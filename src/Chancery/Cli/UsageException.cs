using Chancery.Policy.Findings;

namespace Chancery.Host.Cli;

/// <summary>The order cannot be carried out as given: exit code 2, with a text for the person who gave it.</summary>
internal sealed class UsageException(string message, string help = "") : Exception(message)
{
    /// <summary>The cure; may be empty.</summary>
    public string Help { get; } = help;

    /// <summary>What was found in the file at fault, if it is one.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}
