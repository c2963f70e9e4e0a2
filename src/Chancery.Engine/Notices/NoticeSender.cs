namespace Chancery.Engine.Notices;

/// <summary>Who writes a notice, and when.</summary>
internal sealed record NoticeSender(string Hostname, string Postmaster, string NoticeId, DateTimeOffset Now);
