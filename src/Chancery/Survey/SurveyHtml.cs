using static Chancery.Host.Survey.BarChart;

namespace Chancery.Host.Survey;

/// <summary>The survey as one page: no script, nothing fetched from anywhere, light and dark by the reader's system.</summary>
internal sealed class SurveyHtml(TextWriter output, SurveyWords words)
{
    private const int MostBars = 15;

    private const string Style = """
        :root { color-scheme: light dark; --text: #1b2027; --soft: #4d5765; --page: #f4f5f7; --card: #fff; --line: #d5dae1; --bar: #2f6db3; --warn: #8a3b00; }
        @media (prefers-color-scheme: dark) { :root { --text: #e6e9ee; --soft: #a9b3c0; --page: #14171c; --card: #1d2229; --line: #343c47; --bar: #6ea8e6; --warn: #ffb37a; } }
        html { font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page); }
        body { max-width: 1080px; margin: 24px auto; padding: 0 16px; }
        h1 { font-size: 24px; margin: 0 0 4px; } h2 { font-size: 16px; margin: 0 0 8px; } h2 + p { margin-top: 0; }
        .soft { color: var(--soft); } .warn { color: var(--warn); }
        .grid { columns: 2 460px; column-gap: 16px; margin: 16px 0; } .grid section { break-inside: avoid; margin: 0 0 16px; }
        section { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 16px; min-width: 0; }
        .grid .wide { column-span: all; break-inside: auto; }
        .figures { display: flex; flex-wrap: wrap; gap: 8px 40px; margin: 0; } .figures div { min-width: 110px; } .figures dt { color: var(--soft); } .figures dd { margin: 0; font-size: 22px; font-variant-numeric: tabular-nums; }
        svg { width: 100%; height: auto; display: block; } svg text { font-size: 13px; fill: var(--text); } svg .value { fill: var(--soft); } svg .bar { fill: var(--bar); }
        .scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        td, th { text-align: left; padding: 4px 16px 4px 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; } th { color: var(--soft); font-weight: 600; } td.n, th.n { text-align: right; white-space: nowrap; }
        pre { overflow-x: auto; background: var(--page); border: 1px solid var(--line); border-radius: 6px; padding: 12px; font: 13px/1.5 ui-monospace, monospace; margin: 8px 0 0; }
        @media print { html { background: #fff; } section { break-inside: avoid; } }
        """;

    public void Write(SurveyReport report)
    {
        var inventory = report.Inventory;
        var title = words.Say("Mail survey", "Bestandsaufnahme E-Mail");
        output.WriteLine($"<!DOCTYPE html>\n<html lang=\"{words.Language}\"><head><meta charset=\"utf-8\">");
        output.WriteLine("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
        output.WriteLine($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title} · Chancery</title>\n<style>\n{Style}\n</style></head><body>");
        output.WriteLine($"<h1>{title}</h1>\n<p class=\"soft\">{Text(words.Period(inventory))} · {words.Say("our domains", "eigene Domänen")}: {Text(words.Ours(inventory))}</p>");
        Figures(inventory);
        output.WriteLine("<div class=\"grid\">");
        Bars(words.Say("Mails by direction", "E-Mails nach Richtung"), inventory.Directions(), words.Direction);
        Bars(words.Say("Cryptography", "Kryptografie"), inventory.Crypto.Top(MostBars), words.Crypto);
        Bars(words.Say("Attachments by type", "Anhänge nach Art"), inventory.Types.Top(MostBars), withBytes: true);
        Sizes(inventory);
        Bars(words.Say("Mails with personal or payment data", "E-Mails mit Personen- oder Zahlungsdaten"), inventory.Detectors.Top(MostBars));
        Bars(words.Say("Labels", "Klassifizierungen"), inventory.Labels.Top(MostBars));
        Bars(words.Say("Subject tags", "Schlagwörter im Betreff"), inventory.Tags.Top(MostBars));
        Bars(report.WithAddresses ? words.Say("Top senders", "Häufigste Absender") : words.Say("Top senders by domain", "Häufigste Absender nach Domäne"), report.Senders.Take(MostBars).ToList(), words.Domain, withBytes: true);
        Bars(words.Say("Conspicuous attachments", "Auffällige Anhänge"), inventory.Notable.Top(3), words.Notable);
        Flows(inventory);
        Keys(report.Keys);
        Problems(report);
        output.WriteLine($"<section class=\"wide\"><h2>{words.Say("Proposed first policy", "Vorschlag für eine erste Richtlinie")}</h2>");
        output.WriteLine($"<p class=\"soft\">{words.Say("Nothing is in force: read it, change it, write tests for it.", "Nichts davon gilt schon: lesen, ändern, Tests dazu schreiben.")}</p><pre>{Text(report.Policy)}</pre></section>");
        output.WriteLine("</div></body></html>");
    }

    private void Figures(Inventory inventory)
    {
        output.WriteLine("<section><dl class=\"figures\">");
        Figure(words.Say("mails", "E-Mails"), words.Number(inventory.Mails));
        Figure(words.Say("volume", "Umfang"), words.Size(inventory.Bytes));
        Figure(words.Say("attachments", "Anhänge"), words.Number(inventory.AttachmentCount));
        Figure(words.Say("partly readable", "teilweise lesbar"), words.Number(inventory.Partly));
        Figure(words.Say("unreadable", "nicht lesbar"), words.Number(inventory.Problems));
        output.WriteLine("</dl></section>");
    }

    private void Figure(string name, string value) => output.WriteLine($"<div><dt>{name}</dt><dd>{value}</dd></div>");

    private void Bars(string title, IReadOnlyList<TallyEntry> entries, Func<string, string>? name = null, bool withBytes = false)
    {
        if (entries.Count == 0)
            return;
        var bars = entries.Select(entry => (name?.Invoke(entry.Name) ?? entry.Name, entry.Times, words.Number(entry.Times) + (withBytes ? $" · {words.Size(entry.Bytes)}" : ""))).ToList();
        output.WriteLine($"<section><h2>{title}</h2>{Svg(title, bars)}</section>");
    }

    private void Sizes(Inventory inventory)
    {
        if (inventory.AttachmentCount == 0)
            return;
        var title = words.Say("Attachments by size", "Anhänge nach Größe");
        output.WriteLine($"<section><h2>{title}</h2>{Svg(title, [.. inventory.Sizes.Counts.Select((count, i) => (SizeClasses.NameOf(i), count, words.Number(count)))])}</section>");
    }

    private void Flows(Inventory inventory)
    {
        var flows = inventory.Flows(SurveyReport.MostRows);
        if (flows.Count == 0)
            return;
        output.WriteLine($"<section class=\"wide\"><h2>{words.Say("Flows by domain", "Flüsse nach Domänen")}</h2><div class=\"scroll\"><table><tr><th>{words.Say("from", "von")}</th><th>{words.Say("to", "an")}</th><th>{words.Say("direction", "Richtung")}</th><th class=\"n\">{words.Say("mails", "E-Mails")}</th><th class=\"n\">{words.Say("volume", "Umfang")}</th></tr>");
        foreach (var flow in flows)
            output.WriteLine($"<tr><td>{Text(words.Domain(flow.From))}</td><td>{Text(words.Domain(flow.To))}</td><td>{words.Direction(flow.Direction)}</td><td class=\"n\">{words.Number(flow.Mails)}</td><td class=\"n\">{words.Size(flow.Bytes)}</td></tr>");
        output.WriteLine("</table></div></section>");
    }

    private void Keys(IReadOnlyList<DomainKeys>? keys)
    {
        if (keys is not { Count: > 0 })
            return;
        output.WriteLine($"<section class=\"wide\"><h2>{words.Say("Keys available", "Vorhandene Schlüssel")}</h2><div class=\"scroll\"><table><tr><th>{words.Say("domain", "Domäne")}</th><th class=\"n\">{words.Say("addresses", "Adressen")}</th><th>S/MIME</th><th>OpenPGP</th></tr>");
        foreach (var domain in keys.Take(SurveyReport.MostRows))
            output.WriteLine($"<tr><td>{Text(words.Domain(domain.Domain))}</td><td class=\"n\">{words.Number(domain.Addresses)}</td><td>{States(domain.Smime)}</td><td>{States(domain.Pgp)}</td></tr>");
        output.WriteLine("</table></div></section>");
    }

    private void Problems(SurveyReport report)
    {
        if (report.Problems.Count == 0)
            return;
        output.WriteLine($"<section class=\"wide\"><h2 class=\"warn\">{words.Say("Could not be read", "Nicht lesbar")}</h2><div class=\"scroll\"><table>");
        foreach (var (source, problem) in report.Problems)
            output.WriteLine($"<tr><td>{Text(source)}</td><td>{Text(problem)}</td></tr>");
        output.WriteLine("</table></div></section>");
    }

    private string States(IReadOnlyDictionary<string, int> states) =>
        string.Join(", ", states.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{words.KeyState(entry.Key)} {words.Number(entry.Value)}"));
}
