using System.Formats.Asn1;
using Chancery.Host.Directories;
using CsCheck;

namespace Chancery.Tests.Directories;

/// <summary>Whatever a directory answers, it is a message or it is none.</summary>
public sealed class LdapFuzzTests
{
    /// <summary>An entry, an entry without values, a result, a result with the control of pages, a reference.</summary>
    private static readonly byte[][] Seeds =
    [
        Convert.FromHexString("304702010264420410636e3d782c64633d61636d652c6463302e30140403636e31" + "0d040178040179" + "04016104016204" + "0163301604046d61696c310e040c7031406578616d706c652e78"),
        Convert.FromHexString("300c02010264070403636e3d3000"),
        Convert.FromHexString("300c02010265070a010004000400"),
        Convert.FromHexString("302f02010265070a010004000400a021301f0416312e322e3834302e3131333535362e312e342e333139" + "0405300302010004"[..10] + "00"),
        Convert.FromHexString("301602010373110" + "40f6c6461703a2f2f782e6578616d706c65"),
    ];

    [Fact]
    public void Damaged_answers_are_none_and_break_nothing()
    {
        var change = Gen.Select(Gen.Int[0, 200], Gen.Int[0, 3], Gen.Byte);
        Gen.Select(Gen.Int[0, Seeds.Length - 1], change.Array[0, 6]).Sample((seed, changes) =>
        {
            var octets = Seeds[seed].ToList();
            foreach (var (at, kind, octet) in changes)
            {
                if (octets.Count == 0)
                    break;
                var place = at % octets.Count;
                if (kind == 0)
                    octets[place] = octet;
                else if (kind == 1)
                    octets.RemoveAt(place);
                else if (kind == 2)
                    octets.Insert(place, octet);
                else
                    octets.RemoveRange(place, octets.Count - place);
            }

            Understand([.. octets]);
        }, iter: 20_000, threads: 1);
    }

    [Fact]
    public void Any_octets_are_a_message_or_none() => Gen.Byte.Array[0, 64].Sample(octets => Understand([0x30, (byte)Math.Min(octets.Length, 127), .. octets]), iter: 20_000, threads: 1);

    private static void Understand(byte[] octets)
    {
        foreach (var how in (Action<AsnReader>[])[content => LdapMessages.Result(content), content => LdapMessages.Entry(content), content => LdapMessages.WholeEntry(content)])
        {
            try
            {
                var (_, _, content, controls) = LdapMessages.Read(octets);
                _ = LdapMessages.Cookie(controls);
                how(content);
            }
            catch (AsnContentException)
            {
                // What a connection takes for the end of the talk.
            }
        }
    }
}
