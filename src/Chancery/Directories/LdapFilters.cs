using System.Formats.Asn1;
using System.Text;
using Chancery.Policy.People;

namespace Chancery.Host.Directories;

/// <summary>Filters as they travel (RFC 4511 section 4.5.1.7).</summary>
internal static class LdapFilters
{
    public static void Write(AsnWriter writer, DirectoryFilter filter)
    {
        switch (filter)
        {
            case DirectoryFilter.And and:
                List(writer, 0, and.Parts);
                break;
            case DirectoryFilter.Or or:
                List(writer, 1, or.Parts);
                break;
            case DirectoryFilter.Not not:
                using (writer.PushSequence(Tag(2)))
                    Write(writer, not.Part);
                break;
            case DirectoryFilter.Compare compare:
                Compare(writer, compare);
                break;
            case DirectoryFilter.Substrings substrings:
                Substrings(writer, substrings);
                break;
            case DirectoryFilter.Present present:
                writer.WriteOctetString(Encoding.UTF8.GetBytes(present.Attribute), new Asn1Tag(TagClass.ContextSpecific, 7));
                break;
            case DirectoryFilter.Extensible extensible:
                Extensible(writer, extensible);
                break;
            default:
                throw new NotSupportedException(filter.GetType().Name);
        }
    }

    private static void List(AsnWriter writer, int tag, IReadOnlyList<DirectoryFilter> parts)
    {
        using (writer.PushSetOf(Tag(tag)))
            foreach (var part in parts)
                Write(writer, part);
    }

    private static void Compare(AsnWriter writer, DirectoryFilter.Compare compare)
    {
        var tag = compare.How switch
        {
            DirectoryFilter.Comparison.AtLeast => 5,
            DirectoryFilter.Comparison.AtMost => 6,
            DirectoryFilter.Comparison.Approximate => 8,
            _ => 3,
        };
        using (writer.PushSequence(Tag(tag)))
        {
            writer.WriteOctetString(Encoding.UTF8.GetBytes(compare.Attribute));
            writer.WriteOctetString(compare.Value);
        }
    }

    private static void Substrings(AsnWriter writer, DirectoryFilter.Substrings substrings)
    {
        using (writer.PushSequence(Tag(4)))
        {
            writer.WriteOctetString(Encoding.UTF8.GetBytes(substrings.Attribute));
            using (writer.PushSequence())
            {
                Part(writer, 0, substrings.Initial);
                foreach (var part in substrings.Any)
                    Part(writer, 1, part);
                Part(writer, 2, substrings.Final);
            }
        }
    }

    private static void Part(AsnWriter writer, int tag, byte[] part)
    {
        if (part.Length > 0)
            writer.WriteOctetString(part, new Asn1Tag(TagClass.ContextSpecific, tag));
    }

    private static void Extensible(AsnWriter writer, DirectoryFilter.Extensible match)
    {
        using (writer.PushSequence(Tag(9)))
        {
            Part(writer, 1, Encoding.UTF8.GetBytes(match.Rule ?? ""));
            Part(writer, 2, Encoding.UTF8.GetBytes(match.Attribute ?? ""));
            writer.WriteOctetString(match.Value, new Asn1Tag(TagClass.ContextSpecific, 3));
            if (match.OfName)
                writer.WriteBoolean(true, new Asn1Tag(TagClass.ContextSpecific, 4));
        }
    }

    private static Asn1Tag Tag(int number) => new(TagClass.ContextSpecific, number, isConstructed: true);
}
