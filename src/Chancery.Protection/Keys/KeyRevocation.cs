using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Chancery.Protection.Keys;

/// <summary>
/// What <c>keys revoke</c> says of a key. It lies in the store beside the key, under the same addresses, so that importing the key
/// once more does not bring it back.
/// </summary>
/// <param name="Fingerprint">Of the key.</param>
/// <param name="Reason">For people.</param>
public sealed record KeyRevocation(string Fingerprint, string Reason, DateTimeOffset At)
{
    public static StoredKey EntryFor(StoredKey key, string reason, DateTimeOffset now) => new(
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes("revocation of " + key.Fingerprint))),
        KeyKinds.Revocation, key.Role, key.Addresses, key.SubjectName, now, DateTimeOffset.MaxValue.ToUniversalTime(),
        JsonSerializer.SerializeToUtf8Bytes(new KeyRevocation(key.Fingerprint, reason, now)), HasPrivateKey: false);

    /// <summary>Null for an entry of another kind, or one that cannot be read.</summary>
    public static KeyRevocation? Of(StoredKey entry)
    {
        if (entry.Kind != KeyKinds.Revocation)
            return null;
        try
        {
            return JsonSerializer.Deserialize<KeyRevocation>(entry.Certificate);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Fingerprints that are revoked among the entries.</summary>
    public static HashSet<string> In(IEnumerable<StoredKey> entries) =>
        [.. entries.Select(Of).OfType<KeyRevocation>().Select(revocation => revocation.Fingerprint)];
}
