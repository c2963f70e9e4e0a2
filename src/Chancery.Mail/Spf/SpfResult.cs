namespace Chancery.Mail.Spf;

/// <summary>RFC 7208 section 2.6.</summary>
public enum SpfResult { None, Neutral, Pass, Fail, SoftFail, TempError, PermError }
