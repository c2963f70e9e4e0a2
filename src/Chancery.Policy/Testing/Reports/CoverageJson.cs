using System.Text.Json;
using Chancery.Policy.Testing.Coverage;

namespace Chancery.Policy.Testing.Reports;

/// <summary>Coverage as JSON: the metrics, rule by rule what was shown, and the places that were not.</summary>
internal static class CoverageJson
{
    public static void Write(Utf8JsonWriter json, CoverageReport report, bool german)
    {
        json.WriteStartObject();
        json.WriteStartObject("metrics");
        foreach (var metric in report.Metrics)
            WriteMetric(json, metric);
        json.WriteEndObject();
        Items(json, "rules", report.Rules, WriteRule);
        Items(json, "sets", report.Sets, (json, set) =>
        {
            json.WriteString("id", set.Id);
            json.WriteString("file", set.File);
            json.WriteBoolean("applied", set.Applied);
        });
        Items(json, "uncovered", report.Uncovered, (json, place) =>
        {
            json.WriteString("metric", place.Metric);
            json.WriteString("file", place.File);
            json.WriteNumber("line", place.Line);
            json.WriteString("message", place.What.In(german));
        });
        json.WriteEndObject();
    }

    private static void WriteMetric(Utf8JsonWriter json, Metric metric)
    {
        json.WriteStartObject(metric.Name);
        json.WriteNumber("covered", metric.Covered);
        json.WriteNumber("total", metric.Total);
        json.WriteNumber("percent", metric.Percent);
        json.WriteNumber("wanted", metric.Wanted);
        json.WriteBoolean("demanded", metric.IsDemanded);
        json.WriteEndObject();
    }

    private static void WriteRule(Utf8JsonWriter json, RuleCoverage rule)
    {
        json.WriteString("id", rule.Id);
        json.WriteString("file", rule.File);
        json.WriteNumber("line", rule.Line);
        json.WriteBoolean("must", rule.Must);
        Maybe(json, "may", rule.May);
        Items(json, "branches", rule.Branches, (json, branch) =>
        {
            json.WriteString("branch", branch.Name);
            json.WriteBoolean("taken", branch.Taken);
            Maybe(json, "notTaken", branch.NotTaken);
        });
        Items(json, "methods", rule.Methods, (json, method) =>
        {
            json.WriteString("method", method.Method);
            json.WriteNumber("line", method.Line);
            json.WriteBoolean("realised", method.Realised);
        });
        Items(json, "atoms", rule.Atoms, (json, atom) =>
        {
            json.WriteString("atom", atom.Text);
            json.WriteBoolean("flips", atom.Flips);
        });
        Items(json, "unknown", rule.Unknown, (json, fact) =>
        {
            json.WriteString("fact", fact.Fact);
            json.WriteBoolean("seen", fact.Seen);
        });
    }

    private static void Maybe(Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } known)
            json.WriteBoolean(name, known);
        else
            json.WriteNull(name);
    }

    private static void Items<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
