namespace Chancery.Policy.Findings.Codes;

/// <summary>What produces the finding in an example.</summary>
public enum ShownBy
{
    /// <summary><c>policy check</c> of a folder.</summary>
    Check,

    /// <summary><c>policy test</c> of a folder, with <c>--coverage</c> for CH61xx, that <c>policy check</c> finds nothing wrong with.</summary>
    Tests,

    /// <summary><c>serve</c> of a folder that <c>policy check</c> finds nothing wrong with.</summary>
    Use,

    /// <summary>Reading <c>chancery.yaml</c>.</summary>
    Settings,

    /// <summary>No file alone can produce it; the page says what does.</summary>
    Nothing,
}

/// <summary>The page of a code: what <c>policy explain</c> prints and the reference holds.</summary>
/// <param name="Severity">The usual one; a finding may be milder.</param>
/// <param name="Since">First version that knows the code.</param>
public sealed record FindingPage(string Code, Severity Severity, string Since, PageText English, PageText German)
{
    public ShownBy ShownBy { get; init; } = ShownBy.Check;

    /// <summary>For <see cref="ShownBy.Nothing"/>: what it would take, in English and German.</summary>
    public (string English, string German)? Unshown { get; init; }

    /// <summary>What the installation of the example can find out.</summary>
    public InstallationSources Sources { get; init; }

    /// <summary>What is not built yet and will bring the finding, in English and German; null if this version has it.</summary>
    public (string English, string German)? Owed { get; init; }

    /// <summary>The line at fault may hold a secret: it is named, not shown.</summary>
    public bool HidesLine { get; init; }

    public PageText In(string language) => language == "de" ? German : English;

    /// <summary>A name per file, and its octets; empty where there is no example.</summary>
    public IReadOnlyList<(string Name, byte[] Octets)> Example => Examples.Of(Code);
}

/// <summary>The words of a page in one language.</summary>
public sealed record PageText(string Title, string Cause, string Cure);
