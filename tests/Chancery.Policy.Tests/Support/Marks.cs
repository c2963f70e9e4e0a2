using System.Text;
using Chancery.Policy.Findings.Codes;

namespace Chancery.Policy.Tests.Support;

/// <summary>Where an example says that its finding stands: <c># &lt;- CH1203</c> at the end of the line.</summary>
internal static class Marks
{
    public static IEnumerable<string> In(FindingPage page) =>
        from file in page.Example
        from line in Encoding.UTF8.GetString(file.Octets).Split('\n').Select((text, index) => (text, number: index + 1))
        where line.text.EndsWith($"# <- {page.Code}", StringComparison.Ordinal)
        select $"{file.Name}:{line.number}";
}
