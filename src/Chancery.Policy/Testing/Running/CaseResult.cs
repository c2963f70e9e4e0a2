namespace Chancery.Policy.Testing.Running;

/// <summary>A skipped case is neither passed nor failed.</summary>
public enum CaseOutcome { Passed, Failed, Skipped }

/// <param name="File">As the user named it.</param>
/// <param name="Line">Of the case's name.</param>
/// <param name="Messages">Why it failed or was skipped; empty where it passed.</param>
public sealed record CaseResult(string Name, string File, int Line, CaseOutcome Outcome, IReadOnlyList<Wording> Messages, TimeSpan Elapsed);
