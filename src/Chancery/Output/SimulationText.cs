using Chancery.Engine.Simulate;
using Chancery.Policy.Plans;

namespace Chancery.Host.Output;

/// <summary>The result of a dry run as lines for people.</summary>
internal static class SimulationText
{
    public static void Write(TextWriter output, Simulation simulation)
    {
        foreach (var mail in simulation.Mails)
        {
            output.WriteLine($"{mail.Source}  <{mail.From}>  {mail.Size} B");
            foreach (var problem in mail.Problems)
                output.WriteLine($"  problem: {problem}");
            foreach (var group in mail.Groups)
                WriteGroup(output, group);
            foreach (var unknown in mail.Unknown)
                output.WriteLine($"  not known: {unknown.Key}: {unknown.Reason}");
        }

        output.WriteLine();
        output.WriteLine($"{simulation.Mails.Count} mails, {simulation.Mails.Sum(mail => mail.Groups.Count)} groups, {simulation.Mails.Sum(mail => mail.Problems.Count)} problems; policy {simulation.PolicyDigest}");
    }

    private static void WriteGroup(TextWriter output, SimulatedGroup simulated)
    {
        var (group, plan) = (simulated.Group, simulated.Group.Plan);
        var protection = plan.Protection is { } method ? $" as {Names.Of(method)}" : "";
        var signature = plan.Sign == Signature.None ? "" : $", signed ({Names.Of(plan.Sign)})";
        output.WriteLine($"  {Names.Of(plan.Disposition)}{protection}{signature} to {string.Join(", ", group.To)}{(group.Hidden ? " (hidden)" : "")}");
        output.WriteLine($"    rules: {(group.Rules.Count == 0 ? "none" : string.Join(", ", group.Rules.Select(rule => rule.Id)))}");
        foreach (var attempt in plan.Tried.Where(attempt => !attempt.Ok))
            output.WriteLine($"    {Names.Of(attempt.Method)} not possible: {attempt.Reason}");
        foreach (var link in plan.FileLinks)
            output.WriteLine($"    filelink {link.Name}: {link.Ttl}, second factor {link.TwoFactor}");
        if (plan.Actions.Count > 0)
            output.WriteLine($"    also: {string.Join(", ", plan.Actions.Select(action => action.Action))}");
        foreach (var reason in plan.Hold?.Reasons ?? [])
            output.WriteLine($"    reason: {reason}");
        foreach (var effect in simulated.Effects)
            output.WriteLine($"    {effect.Kind} {effect.Bytes} B{(effect.File is { } file ? $" {file}" : "")}");
    }
}
