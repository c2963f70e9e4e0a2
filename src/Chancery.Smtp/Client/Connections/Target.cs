namespace Chancery.Smtp.Client.Connections;

/// <summary>A host to talk to.</summary>
internal sealed record Target(string Host, int Port)
{
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
