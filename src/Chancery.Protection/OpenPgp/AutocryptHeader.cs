using Chancery.Protection.Keys;

namespace Chancery.Protection.OpenPgp;

/// <summary>
/// The key a sender offers in the header (Autocrypt Level 1): a candidate and no more. Nobody has vouched for it, so it is never
/// encrypted to and verifies nothing until somebody imports it.
/// </summary>
public static class AutocryptHeader
{
    private const int LongestField = 64 * 1024;

    /// <param name="fields">All Autocrypt fields of the message, unfolded.</param>
    /// <param name="from">Its From addresses, lower case.</param>
    /// <returns>Null where there is not exactly one valid field, or it is for another address than the only From.</returns>
    public static StoredKey? Candidate(IEnumerable<string> fields, IReadOnlyList<string> from)
    {
        if (from is not [var author])
            return null;
        var valid = fields.Select(Read).OfType<(string Address, StoredKey Key)>().Take(2).ToList();
        return valid is [var (address, key)] && address == author && key.Addresses.Contains(author) ? key : null;
    }

    /// <summary>Unknown attributes make a field invalid, unless their names begin by <c>_</c>.</summary>
    private static (string Address, StoredKey Key)? Read(string field)
    {
        if (field.Length > LongestField)
            return null;
        var (address, data) = ("", "");
        foreach (var attribute in field.Split(';').Select(part => part.Split('=', 2)).Where(pair => pair[0].Trim().Length > 0))
        {
            var (name, value) = (attribute[0].Trim().ToLowerInvariant(), attribute.Length > 1 ? attribute[1].Trim() : "");
            switch (name)
            {
                case "addr":
                    address = value.ToLowerInvariant();
                    break;
                case "keydata":
                    data = string.Concat(value.Where(c => !char.IsWhiteSpace(c)));
                    break;
                case "prefer-encrypt":
                    break;
                case var _ when !name.StartsWith('_'):
                    return null;
            }
        }

        return address.Length > 0 && KeyIn(data) is { } key ? (address, key) : null;
    }

    private static StoredKey? KeyIn(string base64)
    {
        try
        {
            return PgpKeyFile.Read(Convert.FromBase64String(base64)) is [{ HasPrivateKey: false } only] ? only : null;
        }
        catch (Exception broken) when (broken is FormatException or System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}
