using System.Security.Cryptography;
using System.Text;
using Chancery.Protection.OpenPgp.Packets;

namespace Chancery.Protection.OpenPgp.Keys;

/// <summary>A key or a name of a certificate, with the signatures that stand behind it; those of other people are left out.</summary>
internal sealed record Component(PgpPublicKey? Key, byte[] Name, IReadOnlyList<PgpSignature> Signatures)
{
    public string Text { get; } = Encoding.UTF8.GetString(Name);
}

/// <summary>
/// An OpenPGP certificate (RFC 9580 section 10.1.1): the primary key, its names and its subkeys, with the signatures of its own.
/// Nothing of it is checked by reading it.
/// </summary>
internal sealed class PgpCertificate
{
    private const int MostComponents = 200;
    private const int MostSignatures = 64;
    private const int LargestPacket = 128 * 1024;

    private PgpCertificate(Component primary, List<Component> names, List<Component> subkeys, byte[] encoded) =>
        (Primary, Names, Subkeys, Encoded) = (primary, names, subkeys, encoded);

    public Component Primary { get; }

    public IReadOnlyList<Component> Names { get; }

    public IReadOnlyList<Component> Subkeys { get; }

    /// <summary>The public packets that were read.</summary>
    public byte[] Encoded { get; }

    public string Fingerprint => Convert.ToHexStringLower(Primary.Key!.Fingerprint);

    public IEnumerable<PgpPublicKey> Keys => Subkeys.Select(subkey => subkey.Key!).Prepend(Primary.Key!);

    /// <summary>The certificates in a row of packets. Secret keys stand for their public part.</summary>
    /// <exception cref="PgpException">A packet cannot be read.</exception>
    public static IEnumerable<PgpCertificate> ReadAll(Stream packets)
    {
        var (reader, maker) = (new PacketReader(packets, new PacketBudget()), (Maker?)null);
        while (reader.Next() is { } packet)
        {
            if (packet.Tag is PacketTag.PublicKey or PacketTag.SecretKey)
            {
                if (maker?.Make() is { } made)
                    yield return made;
                maker = Maker.Start(packet.ReadAll(LargestPacket));
            }
            else
                maker?.Add(packet.Tag, packet);
        }

        if (maker?.Make() is { } last)
            yield return last;
    }

    /// <exception cref="PgpException">There is none in it.</exception>
    public static PgpCertificate Read(byte[] encoded) => ReadAll(new MemoryStream(encoded)).FirstOrDefault() ?? throw new PgpException("no OpenPGP key");

    private sealed class Maker
    {
        private readonly List<byte> _encoded = [];
        private readonly List<Component> _names = [];
        private readonly List<Component> _subkeys = [];
        private readonly Component _primary;
        private List<PgpSignature> _signatures;
        private bool _skips;

        private Maker(PgpPublicKey key)
        {
            _signatures = [];
            _primary = new Component(key, [], _signatures);
            _encoded.AddRange(PacketWriting.Packet(PacketTag.PublicKey, key.Body.Span));
        }

        public static Maker Start(byte[] packet) => new(PgpPublicKey.Read(packet));

        public void Add(PacketTag tag, PacketBody packet)
        {
            switch (tag)
            {
                case PacketTag.UserId or PacketTag.UserAttribute when _names.Count < MostComponents:
                    AddName(tag, packet.ReadAll(LargestPacket));
                    break;
                case PacketTag.PublicSubkey or PacketTag.SecretSubkey when _subkeys.Count < MostComponents:
                    AddSubkey(packet.ReadAll(LargestPacket));
                    break;
                case PacketTag.Signature when !_skips:
                    AddSignature(packet.ReadAll(LargestPacket));
                    break;
                case PacketTag.Signature or PacketTag.Trust or PacketTag.Marker or PacketTag.Padding:
                    break;
                default:
                    _skips = true;
                    break;
            }
        }

        public PgpCertificate Make() => new(_primary, _names, _subkeys, [.. _encoded]);

        private void AddName(PacketTag tag, byte[] body)
        {
            // A picture is nobody's address.
            _skips = tag == PacketTag.UserAttribute;
            if (_skips)
                return;
            _signatures = [];
            _names.Add(new Component(null, body, _signatures));
            _encoded.AddRange(PacketWriting.Packet(tag, body));
        }

        private void AddSubkey(byte[] body)
        {
            PgpPublicKey key;
            try
            {
                key = PgpPublicKey.Read(body);
            }
            catch (PgpException)
            {
                // The others may be good.
                _skips = true;
                return;
            }

            (_skips, _signatures) = (false, []);
            _subkeys.Add(new Component(key, [], _signatures));
            _encoded.AddRange(PacketWriting.Packet(PacketTag.PublicSubkey, key.Body.Span));
        }

        /// <summary>Others may have signed by the thousand; only the primary key's own words count.</summary>
        private void AddSignature(byte[] body)
        {
            try
            {
                var signature = PgpSignature.Read(body);
                if (!signature.IsBy(_primary.Key!) || _signatures.Count >= MostSignatures)
                    return;
                _signatures.Add(signature);
                _encoded.AddRange(PacketWriting.Packet(PacketTag.Signature, body));
            }
            catch (PgpException)
            {
                // A signature that cannot be read says nothing.
            }
        }
    }
}
