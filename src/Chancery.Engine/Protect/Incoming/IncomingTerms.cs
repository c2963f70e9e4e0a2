using Chancery.Policy.Plans;

namespace Chancery.Engine.Protect.Incoming;

/// <summary>What the actions <c>verify</c> and <c>decrypt</c> of a plan say.</summary>
/// <param name="Verify"><c>strip</c>, <c>keep</c> or <c>annotate</c>; null: not asked for.</param>
internal sealed record IncomingTerms(string? Verify, bool RefuseUnverified, string? Decrypt, bool RefuseUndecrypted)
{
    /// <summary>Null if neither is asked for.</summary>
    public static IncomingTerms? Of(Plan plan)
    {
        var (verify, decrypt) = (Find(plan, "verify"), Find(plan, "decrypt"));
        return verify is null && decrypt is null ? null : new IncomingTerms(PolicyOf(verify), Refuses(verify), PolicyOf(decrypt), Refuses(decrypt));
    }

    private static PlannedAction? Find(Plan plan, string name) => plan.Actions.FirstOrDefault(action => action.Action == name);

    private static string? PolicyOf(PlannedAction? action) => action is null ? null : action.Parameters.GetValueOrDefault("policy") ?? "strip";

    private static bool Refuses(PlannedAction? action) => action?.Parameters.GetValueOrDefault("rejectBad") == "true";
}
