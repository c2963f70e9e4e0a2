namespace Chancery.Protection.Tests.Keys;

/// <summary>How a certificate is issued; what is left out is as it should be.</summary>
public sealed record Issue(
    string Key = "ec:P-256", string? Extensions = null, string Digest = "sha256", string? From = null, string? Until = null, string Name = "bernd@partner.example");
