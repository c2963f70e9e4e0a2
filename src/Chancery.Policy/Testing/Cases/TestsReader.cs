using Chancery.Policy.Rules;
using Chancery.Policy.Syntax;
using Chancery.Policy.Testing.Given;

namespace Chancery.Policy.Testing.Cases;

/// <summary>Reads a document of kind Tests (language, section 2).</summary>
internal sealed class TestsReader(FindingBag findings)
{
    private readonly Reader _reader = new(findings);

    public TestDocument Read(Node.Mapping root)
    {
        if (_reader.Mapping(root, "a document of tests", "apiVersion", "kind", "metadata", "against", "given", "cases") is not { } document)
            return new TestDocument(Against.Anyone, []);
        if (document.Find("metadata") is { } metadata)
            _reader.Mapping(metadata.Value, "`metadata`", "id", "title", "owner", "norms");
        if (document.Find("cases") is null)
            findings.Error("CH6001", document.At, "the document has no `cases`", "write `cases:` with a list of `name`, `given` and `expect` below");
        var general = document.Find("given")?.Value;
        var cases = _reader.List(document, "cases", "cases").Select(node => Case(node, general)).OfType<TestCase>().ToList();
        foreach (var twice in cases.GroupBy(test => test.Name, StringComparer.Ordinal).Where(same => same.Count() > 1))
            findings.Error("CH6002", twice.Last().At, $"two cases are called `{twice.Key}`", "give each a name of its own: reports tell them apart by it");
        return new TestDocument(AgainstOf(document), cases);
    }

    private Against AgainstOf(Node.Mapping document)
    {
        if (document.Find("against") is not { } against || _reader.Mapping(against.Value, "`against`", "tenant", "site", "department", "group", "user") is not { } scope)
            return Against.Anyone;
        string[] Several(string key) => [.. _reader.Texts(scope, key).Select(text => text.Text)];
        return new Against(_reader.Text(scope, "tenant"), Several("site"), Several("department"), Several("group"), _reader.Text(scope, "user")?.Text);
    }

    private TestCase? Case(Node node, Node? general)
    {
        if (_reader.Mapping(node, "a case", "name", "title", "given", "forall", "expect") is not { } test)
            return null;
        if (_reader.Text(test, "name") is not { Text.Length: > 0 } name)
        {
            findings.Error("CH6001", test.At, "a case has no `name`", "say in a few words what it shows");
            return null;
        }

        if (test.Find("expect") is not { } expect)
        {
            findings.Error("CH6001", name.At, $"case `{name.Text}` expects nothing", "add `expect: { plans: [ { for: \"*\", … } ] }`");
            return null;
        }

        if (test.Find("forall") is { } forall)
            return ForAll(name, forall, expect);
        var given = NodeMerge.Over(general, test.Find("given")?.Value);
        return new TestCase(
            name.Text, name.At, given is null ? GivenFacts.None : new GivenReader(_reader).Read(given),
            given is Node.Mapping mapping ? _reader.Text(mapping, "eml") : null, new ExpectReader(_reader).Read(expect.Value), IsForAll: false);
    }

    /// <summary>What a proof will be asked is only looked at for its shape here.</summary>
    private TestCase ForAll(Node.Scalar name, Node.Entry forall, Node.Entry expect)
    {
        foreach (var part in (Node.Entry[])[forall, expect])
        {
            if (part.Value is not Node.Mapping)
                findings.Error("CH1103", part.Value.At, $"`{part.Key.Text}` is a mapping, this is {part.Value.Kind}", "write `{ tag: NIS2 }`");
        }

        return new TestCase(name.Text, name.At, GivenFacts.None, null, Expectation.Nothing, IsForAll: true);
    }
}
