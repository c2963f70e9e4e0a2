using System.CommandLine;

namespace Chancery.Host.Commands;

/// <summary>The verbs of this version, in the order in which help shows them.</summary>
internal static class VerbTable
{
    public static IEnumerable<Command> All =>
    [
        ConfigVerb.Create(),
        InspectVerb.Create(),
        KeysVerb.Create(),
        MessagesVerb.Create(),
    ];
}
