using System.CommandLine;

namespace Chancery.Host.Commands;

/// <summary>The verbs of this version, in the order in which help shows them.</summary>
internal static class VerbTable
{
    public static IEnumerable<Command> All =>
    [
        DemoVerb.Create(),
        ServeVerb.Create(),
        ConfigVerb.Create(),
        PolicyVerb.Create(),
        SimulateVerb.Create(),
        InspectVerb.Create(),
        SurveyVerb.Create(),
        KeysVerb.Create(),
        ExplainVerb.Create(),
        QueueVerb.Create(),
        MessagesVerb.Create(),
        BackupVerb.Create(),
        RestoreVerb.Create(),
    ];
}
