using System.Security.Cryptography;
using Chancery.Protection.OpenPgp.Keys;
using Chancery.Protection.OpenPgp.Packets;

namespace Chancery.Protection.OpenPgp.Opening;

/// <summary>Signatures over the same document, each with the hash it is checked by.</summary>
internal sealed class SignatureSet : IDisposable
{
    private const int Most = 16;
    private const int LargestSignature = 64 * 1024;

    private readonly List<(PgpSignature Signature, IncrementalHash? Hash)> _entries;

    private SignatureSet(List<PgpSignature> signatures) => _entries = [.. signatures.Select(signature => (signature, signature.StartHash()))];

    public IReadOnlyList<(PgpSignature Signature, IncrementalHash? Hash)> Entries => _entries;

    public int Unreadable { get; private init; }

    /// <summary>The signatures in a row of packets that holds nothing else.</summary>
    /// <exception cref="PgpException">There is something else in it.</exception>
    public static SignatureSet Read(Stream packets)
    {
        var (reader, signatures, unreadable) = (new PacketReader(packets, new PacketBudget()), new List<PgpSignature>(), 0);
        while (reader.Next() is { } packet)
        {
            if (packet.Tag is PacketTag.Marker or PacketTag.Padding)
                continue;
            if (packet.Tag != PacketTag.Signature)
                throw new PgpException("something else than signatures stands among them");
            if (signatures.Count + unreadable >= Most)
                throw new PgpException("more signatures than may be");
            try
            {
                signatures.Add(PgpSignature.Read(packet.ReadAll(LargestSignature)));
            }
            catch (PgpException)
            {
                unreadable++;
            }
        }

        return new SignatureSet(signatures) { Unreadable = unreadable };
    }

    /// <param name="unreadable">Others that could not be read.</param>
    public static SignatureSet Of(List<PgpSignature> signatures, int unreadable) => new(signatures) { Unreadable = unreadable };

    /// <summary>Octet by octet for signatures over octets, in canonical form for those over text.</summary>
    public void HashDocument(Stream document, CancellationToken cancel)
    {
        var (buffer, lastWasCr) = (new byte[64 * 1024], false);
        int read;
        while ((read = document.Read(buffer)) > 0)
        {
            cancel.ThrowIfCancellationRequested();
            foreach (var (signature, hash) in _entries)
            {
                if (signature.Type != SignatureType.Text)
                    hash?.AppendData(buffer, 0, read);
            }

            lastWasCr = CanonicalLines.Pass(buffer.AsSpan(0, read), lastWasCr, AppendText);
        }
    }

    private void AppendText(ReadOnlySpan<byte> octets)
    {
        foreach (var (signature, hash) in _entries)
        {
            if (signature.Type == SignatureType.Text)
                hash?.AppendData(octets);
        }
    }

    public void Append(ReadOnlySpan<byte> octets)
    {
        foreach (var (_, hash) in _entries)
            hash?.AppendData(octets);
    }

    public void Dispose()
    {
        foreach (var (_, hash) in _entries)
            hash?.Dispose();
    }
}
