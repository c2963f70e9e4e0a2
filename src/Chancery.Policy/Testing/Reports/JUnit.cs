using System.Globalization;
using System.Text;
using System.Xml;
using Chancery.Policy.Findings;
using Chancery.Policy.Testing.Running;

namespace Chancery.Policy.Testing.Reports;

/// <summary>
/// JUnit XML, as build servers read it: a suite per file; errors of the policy are errors of a suite of their own. Only what
/// the schema of the Jenkins xUnit plugin (junit-10) knows: it refuses a file for one attribute more.
/// </summary>
public static class JUnit
{
    private static readonly XmlWriterSettings Readable = new() { Indent = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };

    public static void Write(Stream target, TestReport report, bool german)
    {
        using var xml = XmlWriter.Create(target, Readable);
        var errors = report.Findings.Where(finding => finding.Severity == Severity.Error).ToList();
        xml.WriteStartElement("testsuites");
        Counts(xml, report.Cases, errors.Count);
        foreach (var suite in report.Cases.GroupBy(result => result.File))
        {
            xml.WriteStartElement("testsuite");
            Text(xml, "name", suite.Key);
            Text(xml, "file", suite.Key);
            Suite(xml, [.. suite], 0);
            foreach (var result in suite)
                Case(xml, result, german);
            xml.WriteEndElement();
        }

        if (errors.Count > 0)
            Errors(xml, errors);
        xml.WriteEndElement();
    }

    private static void Counts(XmlWriter xml, IReadOnlyList<CaseResult> cases, int errors)
    {
        Number(xml, "tests", cases.Count + errors);
        Number(xml, "failures", cases.Count(result => result.Outcome == CaseOutcome.Failed));
        Number(xml, "errors", errors);
        Seconds(xml, TimeSpan.FromTicks(cases.Sum(result => result.Elapsed.Ticks)));
    }

    private static void Suite(XmlWriter xml, IReadOnlyList<CaseResult> cases, int errors)
    {
        Counts(xml, cases, errors);
        Number(xml, "skipped", cases.Count(result => result.Outcome == CaseOutcome.Skipped));
    }

    private static void Case(XmlWriter xml, CaseResult result, bool german)
    {
        xml.WriteStartElement("testcase");
        Text(xml, "name", result.Name);
        Text(xml, "classname", Path.ChangeExtension(result.File, null));
        Seconds(xml, result.Elapsed);
        if (result.Outcome == CaseOutcome.Failed)
            Message(xml, "failure", result.Messages[0].In(german), string.Join('\n', [$"{result.File}:{result.Line}", .. result.Messages.Select(message => message.In(german))]));
        if (result.Outcome == CaseOutcome.Skipped)
            Message(xml, "skipped", result.Messages[0].In(german), "");
        xml.WriteEndElement();
    }

    private static void Errors(XmlWriter xml, List<Finding> errors)
    {
        xml.WriteStartElement("testsuite");
        Text(xml, "name", "policy");
        Suite(xml, [], errors.Count);
        foreach (var error in errors)
        {
            xml.WriteStartElement("testcase");
            Text(xml, "name", $"{error.Code} {error.File}:{error.Line}:{error.Column}");
            Text(xml, "classname", "policy");
            Message(xml, "error", error.Message, error.Help);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Message(XmlWriter xml, string element, string message, string detail)
    {
        xml.WriteStartElement(element);
        Text(xml, "message", message);
        if (detail.Length > 0)
            xml.WriteString(Clean(detail));
        xml.WriteEndElement();
    }

    private static void Text(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, Clean(value));

    private static void Number(XmlWriter xml, string name, int value) => xml.WriteAttributeString(name, value.ToString(CultureInfo.InvariantCulture));

    private static void Seconds(XmlWriter xml, TimeSpan time) => xml.WriteAttributeString("time", time.TotalSeconds.ToString("0.000000", CultureInfo.InvariantCulture));

    /// <summary>What XML cannot carry stands as a replacement character; values of a mail may hold it.</summary>
    private static string Clean(string text)
    {
        var clean = text.ToCharArray();
        for (var i = 0; i < clean.Length; i++)
        {
            if (char.IsHighSurrogate(clean[i]) && i + 1 < clean.Length && char.IsLowSurrogate(clean[i + 1]))
                i++;
            else if (!XmlConvert.IsXmlChar(clean[i]))
                clean[i] = '\uFFFD';
        }

        return new string(clean);
    }
}
