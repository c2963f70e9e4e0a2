using System.Diagnostics;
using System.Text;
using Chancery.Policy.Testing;
using Chancery.Policy.Testing.Reports;
using Chancery.Policy.Tests.Support;

namespace Chancery.Policy.Tests.Testing;

/// <summary>Another program reads the JUnit file: names, outcomes and messages arrive.</summary>
public sealed class JUnitTests
{
    private const string Reader = """
        import sys, xml.etree.ElementTree as tree
        read = sys.stdin.buffer.read()
        root = tree.fromstring(read)
        # What the schema of the Jenkins xUnit plugin (junit-10) knows of each element, and what it cannot do without.
        known = {
            'testsuites': 'name time tests failures errors',
            'testsuite': 'name! tests! failures! errors! group time skipped timestamp hostname id package file log url',
            'testcase': 'name! time classname group',
            'failure': 'type message', 'error': 'type message', 'skipped': 'type message',
        }
        if not read.startswith(b'<?xml'):
            print('does not begin with <?xml')
        for element in root.iter():
            attributes = known[element.tag].split()
            for name in set(element.keys()) - {a.rstrip('!') for a in attributes} | {a[:-1] for a in attributes if a.endswith('!')} - set(element.keys()):
                print('against the schema:', element.tag, name)
        print(root.tag, root.get('tests'), root.get('failures'), root.get('errors'), sum(int(suite.get('skipped')) for suite in root))
        for case in root.iter('testcase'):
            print(case.get('name'), '|', ' '.join(child.tag for child in case), '|', ' '.join(child.get('message') for child in case))
        """;

    private const string Policy = "rules:\n  - id: large\n    if: { message.size: \"> 1MB\" }\n    then: [ hold ]\n";

    private const string Tests = """
        kind: Tests
        given: { mail: { from: a@acme.example, to: [b@partner.example] } }
        cases:
          - name: small mail passes
            expect: { plans: [ { disposition: deliver } ] }
          - name: "<large> & \"quoted\""
            given: { mail: { size: 2MB } }
            expect: { plans: [ { for: "*", disposition: deliver } ] }
          - name: always
            forall: { tag: NIS2 }
            expect: { disposition: deliver }
        """;

    [Fact]
    public void Python_reads_what_came_out()
    {
        Assert.SkipUnless(HasPython(), "python3 is not installed");
        using var policy = new TempPolicy();
        policy.Add("rules.yaml", Encoding.UTF8.GetBytes(Policy));
        policy.Add("tests.yaml", Encoding.UTF8.GetBytes(Tests));
        var lines = Read(new PolicyTests(null, TimeProvider.System).Run(policy.Path, coverage: false));
        Assert.Equal(
            [
                "testsuites 3 1 0 1",
                "small mail passes |  | ",
                "<large> & \"quoted\" | failure | b@partner.example: disposition: expected deliver, got hold",
                "always | skipped | needs the prover: it says something of every mail",
            ],
            lines);
    }

    [Fact]
    public void Errors_of_the_policy_are_told_too()
    {
        Assert.SkipUnless(HasPython(), "python3 is not installed");
        using var policy = new TempPolicy();
        policy.Add("rules.yaml", Encoding.UTF8.GetBytes("rules:\n  - id: large\n    if: { mesage.size: 3MB }\n    then: [ hold ]\n"));
        var lines = Read(new PolicyTests(null, TimeProvider.System).Run(policy.Path, coverage: false));
        Assert.Equal("testsuites 1 0 1 0", lines[0]);
        Assert.Contains("CH1102", lines[1], StringComparison.Ordinal);
        Assert.Contains("| error |", lines[1], StringComparison.Ordinal);
    }

    private static string[] Read(TestReport report)
    {
        using var python = Start(["-c", Reader]);
        JUnit.Write(python.StandardInput.BaseStream, report, german: false);
        python.StandardInput.Close();
        var output = python.StandardOutput.ReadToEnd();
        Assert.True(python.WaitForExit(30_000) && python.ExitCode == 0, output);
        return output.TrimEnd('\n').Split('\n');
    }

    private static bool HasPython()
    {
        try
        {
            using var python = Start(["--version"]);
            return python.WaitForExit(30_000) && python.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static Process Start(string[] arguments) => Process.Start(new ProcessStartInfo("python3", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
}
