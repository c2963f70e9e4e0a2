using Chancery.Policy.Syntax;

namespace Chancery.Policy.Findings.Codes;

/// <summary>Every code a finding can have, once. Codes are never used again for something else.</summary>
public static class Catalogue
{
    public static IReadOnlyList<FindingPage> Pages { get; } =
    [
        .. FileCodes.Pages, .. ValueCodes.Pages, .. LiteralCodes.Pages,
        .. SafetyCodes.Pages,
        .. ReferenceCodes.Pages, .. DeclarationCodes.Pages,
        .. ActionCodes.Pages,
        .. AnalysisCodes.Pages,
        .. TestCodes.Pages,
        .. DeploymentCodes.Pages,
    ];

    private static readonly Dictionary<string, FindingPage> ByCode = Pages.ToDictionary(page => page.Code, StringComparer.Ordinal);

    /// <summary>The page of a code as the user types it: <c>CH1203</c>, <c>ch1203</c> or <c>1203</c>; null if there is none.</summary>
    public static FindingPage? Find(string code) => ByCode.GetValueOrDefault(Normal(code));

    /// <summary>The code that was probably meant.</summary>
    public static string? Nearest(string code) => Similar.Nearest(Normal(code), ByCode.Keys);

    private static string Normal(string code) => code.Trim().ToUpperInvariant() is var upper && upper.StartsWith("CH", StringComparison.Ordinal) ? upper : "CH" + upper;
}
