using System.Globalization;
using System.Text.Encodings.Web;
using Chancery.Engine.Simulate;
using Chancery.Policy.Plans;

namespace Chancery.Host.Output;

/// <summary>The result of a dry run as one page without script, to be opened from a disk or attached to a request.</summary>
internal sealed class SimulationHtml(TextWriter output, Func<string, string, string> say)
{
    private const string Style = """
        html { font: 14px/1.5 system-ui, sans-serif; color: #1b2027; background: #f4f5f7; }
        body { max-width: 1000px; margin: 24px auto; padding: 0 16px; }
        section { background: #fff; border: 1px solid #d5dae1; border-radius: 8px; padding: 8px 16px; margin: 12px 0; }
        h2 { font-size: 15px; margin: 8px 0; overflow-wrap: anywhere; } h3 { font-size: 14px; margin: 12px 0 4px; }
        table { border-collapse: collapse; margin: 8px 0; } td, th { text-align: left; padding: 2px 16px 2px 0; vertical-align: top; }
        .deliver { color: #17613a; } .hold, .quarantine { color: #7a4a00; } .reject, .problem { color: #9b1c1c; } .soft { color: #4d5765; }
        code { overflow-wrap: anywhere; }
        """;

    public void Write(Simulation simulation)
    {
        var title = say("Simulation", "Simulation");
        output.WriteLine($"<!DOCTYPE html>\n<html lang=\"{say("en", "de")}\"><head><meta charset=\"utf-8\">");
        output.WriteLine($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title} · Chancery</title>\n<style>\n{Style}\n</style></head><body>");
        output.WriteLine($"<h1>{title}</h1>\n<p class=\"soft\">{say("Policy", "Richtlinie")} <code>{Text(simulation.PolicyDigest)}</code></p>");
        Summary(simulation.Mails);
        foreach (var mail in simulation.Mails)
            Mail(mail);
        output.WriteLine("</body></html>");
    }

    private void Summary(IReadOnlyList<SimulatedMail> mails)
    {
        var groups = mails.SelectMany(mail => mail.Groups).Select(group => group.Group).ToList();
        var problems = mails.Sum(mail => mail.Problems.Count);
        output.WriteLine($"<section><h2>{mails.Count} {say("mails", "E-Mails")}, {groups.Count} {say("copies", "Exemplare")}, {problems} {say("problems", "Probleme")}</h2>");
        Counts(say("Disposition", "Entscheidung"), groups.Select(group => Names.Of(group.Plan.Disposition)));
        Counts(say("Protection", "Schutz"), groups.Select(group => group.Plan.Protection).OfType<Method>().Select(Names.Of));
        Counts(say("Rule", "Regel"), groups.SelectMany(group => group.Rules.Select(rule => rule.Id)));
        output.WriteLine("</section>");
    }

    private void Counts(string what, IEnumerable<string> values)
    {
        var counted = values.CountBy(value => value).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        if (counted.Count == 0)
            return;
        output.WriteLine($"<table><tr><th>{what}</th><th>{say("copies", "Exemplare")}</th></tr>");
        foreach (var (value, count) in counted)
            output.WriteLine($"<tr><td>{Text(value)}</td><td>{count}</td></tr>");
        output.WriteLine("</table>");
    }

    private void Mail(SimulatedMail mail)
    {
        output.WriteLine($"<section><h2>{Text(mail.Source)}</h2>");
        output.WriteLine($"<p class=\"soft\">{Text(mail.From ?? "")} · {mail.Size.ToString("N0", CultureInfo.InvariantCulture)} B · <code>{Text(mail.MessageId ?? "")}</code></p>");
        foreach (var problem in mail.Problems)
            output.WriteLine($"<p class=\"problem\">{Text(problem)}</p>");
        foreach (var group in mail.Groups)
            Group(group);
        foreach (var unknown in mail.Unknown)
            output.WriteLine($"<p class=\"soft\">{say("Not known", "Nicht feststellbar")}: {Text(unknown.Key.ToString())}: {Text(unknown.Reason)}</p>");
        output.WriteLine("</section>");
    }

    private void Group(SimulatedGroup simulated)
    {
        var (group, plan) = (simulated.Group, simulated.Group.Plan);
        var disposition = Names.Of(plan.Disposition);
        string[] words = [disposition, .. plan.Protection is { } method ? [Names.Of(method)] : Array.Empty<string>(), .. plan.Sign == Signature.None ? Array.Empty<string>() : [$"{say("signed", "signiert")} ({Names.Of(plan.Sign)})"]];
        output.WriteLine($"<h3><span class=\"{disposition}\">{string.Join(" · ", words)}</span> → {Text(string.Join(", ", group.To))}{(group.Hidden ? $" ({say("hidden", "verdeckt")})" : "")}</h3>");
        var rules = group.Rules.Count == 0 ? say("no rule", "keine Regel") : string.Join(", ", group.Rules.Select(rule => $"{rule.Id} ({Names.Of(rule.Certainty)})"));
        output.WriteLine($"<p>{say("Rules", "Regeln")}: {Text(rules)}</p>");
        foreach (var reason in plan.Tried.Where(attempt => !attempt.Ok).Select(attempt => $"{Names.Of(attempt.Method)}: {attempt.Reason}").Concat(plan.Hold?.Reasons ?? []))
            output.WriteLine($"<p class=\"soft\">{Text(reason)}</p>");
        foreach (var effect in simulated.Effects)
            output.WriteLine($"<p class=\"soft\">{Text(effect.Kind)} {effect.Bytes.ToString("N0", CultureInfo.InvariantCulture)} B {Text(effect.File ?? "")}</p>");
    }

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
