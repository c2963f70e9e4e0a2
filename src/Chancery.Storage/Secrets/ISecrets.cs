using Chancery.Policy;

namespace Chancery.Storage.Secrets;

/// <summary>Port to the root of all keys. The master key itself never leaves the provider.</summary>
public interface ISecrets
{
    /// <summary>32 bytes made from the master key (HKDF-SHA-256, RFC 5869); the same for the same arguments for ever.</summary>
    /// <param name="tenant">Null for a secret of the whole installation.</param>
    /// <param name="purpose">What it is for, <c>trace</c>.</param>
    byte[] Derive(TenantId? tenant, string purpose);

    /// <summary>Seals a key under the master key.</summary>
    /// <param name="context">Bound to the result; <see cref="Unwrap"/> demands the same.</param>
    byte[] Wrap(ReadOnlySpan<byte> key, string context);

    /// <exception cref="SecretsException">Wrapped under another master key or in another context, or changed since.</exception>
    byte[] Unwrap(ReadOnlySpan<byte> wrapped, string context);
}
