using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Chancery.Engine.Register;

/// <summary>How entries are chained: each hash covers the entry's fields, length-prefixed, and the hash before it.</summary>
public static class RegisterChain
{
    public static string Genesis { get; } = new('0', 64);

    public static RegisterEntry Append(long sequence, RegisterEvent entry, string previous) =>
        new(sequence, entry, previous, HashOf(sequence, entry, previous));

    /// <summary>The first entry that does not follow from the one before it; null if all do.</summary>
    public static RegisterEntry? FirstBroken(IEnumerable<RegisterEntry> entries)
    {
        var (sequence, previous) = (0L, Genesis);
        foreach (var entry in entries)
        {
            if (entry.Sequence != sequence + 1 || entry.Previous != previous || entry.Hash != HashOf(entry.Sequence, entry.Event, previous))
                return entry;
            (sequence, previous) = (entry.Sequence, entry.Hash);
        }

        return null;
    }

    private static string HashOf(long sequence, RegisterEvent entry, string previous)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, previous);
        Add(hash, sequence.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Add(hash, entry.Tenant.ToString());
        Add(hash, entry.Time.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        Add(hash, entry.Kind);
        Add(hash, entry.MessageId ?? "");
        Add(hash, entry.Data);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
