using System.Formats.Asn1;
using Chancery.Host.Directories;

namespace Chancery.Tests.Directories;

/// <summary>Whatever a directory answers, it is a message or it is none.</summary>
public sealed class LdapFuzzTests
{
    /// <summary>An entry, an entry without values, a result, a result with the control of pages, a reference.</summary>
    private static readonly byte[][] Seeds =
    [
        Convert.FromHexString("304502010164400417636E3D782C64633D61636D652C64633D6578616D706C653025301C04046D61696C3114040F70314061636D652E6578616D706C65040178300504016C3100"),
        Convert.FromHexString("300C02010164070403636E3D3000"),
        Convert.FromHexString("300C02010165070A010004000400"),
        Convert.FromHexString("303702010165070A010004000400A02930270416312E322E3834302E3131333535362E312E342E333139040D300B0201000406636F6F6B6965"),
        Convert.FromHexString("3017020101731204106C6461703A2F2F782E6578616D706C65"),
    ];

    [Fact]
    public void Damaged_answers_are_none_and_break_nothing()
    {
        var chance = new Random(4511);
        for (var round = 0; round < 40_000; round++)
        {
            var octets = Seeds[chance.Next(Seeds.Length)].ToList();
            for (var change = chance.Next(6); change > 0 && octets.Count > 0; change--)
            {
                var place = chance.Next(octets.Count);
                switch (chance.Next(4))
                {
                    case 0: octets[place] = (byte)chance.Next(256); break;
                    case 1: octets.RemoveAt(place); break;
                    case 2: octets.Insert(place, (byte)chance.Next(256)); break;
                    default: octets.RemoveRange(place, octets.Count - place); break;
                }
            }

            Understand([.. octets]);
        }
    }

    [Fact]
    public void Any_octets_are_a_message_or_none()
    {
        var chance = new Random(2696);
        for (var round = 0; round < 40_000; round++)
        {
            var octets = new byte[chance.Next(64)];
            chance.NextBytes(octets);
            Understand([0x30, (byte)octets.Length, .. octets]);
        }
    }

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
