namespace Chancery.Mail.Dkim;

/// <summary>RFC 8601 section 2.7.1.</summary>
public enum DkimVerdict { None, Pass, Fail, TempError, PermError }

/// <param name="Domain">The tag <c>d=</c>; only ASCII letters, digits, dots, dashes and underscores.</param>
public sealed record DkimResult(DkimVerdict Verdict, string Domain, string Selector);
