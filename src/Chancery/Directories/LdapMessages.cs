using System.Formats.Asn1;
using System.Text;
using Chancery.Engine.Ports;

namespace Chancery.Host.Directories;

/// <summary>The few messages of LDAP that a login and a look-up take (RFC 4511). Values are octet strings, never text of a filter: nothing needs escaping.</summary>
internal static class LdapMessages
{
    public const int BindResponse = 1;
    public const int SearchEntry = 4;
    public const int SearchDone = 5;
    public const int SearchReference = 19;
    public const int ExtendedResponse = 24;

    private const string PagedOid = "1.2.840.113556.1.4.319";

    private const string StartTlsOid = "1.3.6.1.4.1.1466.20037";

    private static readonly Asn1Tag Password = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag RequestName = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Or = new(TagClass.ContextSpecific, 1, isConstructed: true);
    private static readonly Asn1Tag Controls = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag EqualityMatch = new(TagClass.ContextSpecific, 3, isConstructed: true);

    /// <summary>Simple bind (section 4.2); both empty for anonymous.</summary>
    public static byte[] Bind(int id, string name, string password) => Message(id, 0, writer =>
    {
        writer.WriteInteger(3);
        Text(writer, name);
        writer.WriteOctetString(Encoding.UTF8.GetBytes(password), Password);
    });

    /// <summary>Section 4.14.1.</summary>
    public static byte[] StartTls(int id) =>
        Message(id, 23, writer => writer.WriteOctetString(Encoding.ASCII.GetBytes(StartTlsOid), RequestName));

    /// <summary>Entries below <paramref name="root"/> where one of the attributes has this value (section 4.5); at most two, for more than one is no answer.</summary>
    public static byte[] Search(int id, string root, IReadOnlyList<(string Attribute, string Value)> any, IReadOnlyList<string> wanted) => Message(id, 3, writer =>
    {
        Text(writer, root);
        writer.WriteEnumeratedValue(Scope.WholeSubtree);
        writer.WriteEnumeratedValue(Dereference.Never);
        writer.WriteInteger(2);
        writer.WriteInteger(0);
        writer.WriteBoolean(false);
        using (writer.PushSetOf(Or))
            foreach (var (attribute, value) in any)
                using (writer.PushSequence(EqualityMatch))
                {
                    Text(writer, attribute);
                    Text(writer, value);
                }

        using (writer.PushSequence())
            foreach (var attribute in wanted)
                Text(writer, attribute);
    });

    /// <summary>All entries in a scope that fit a filter, a page at a time (RFC 2696) where a page size is given.</summary>
    /// <param name="pageSize">0: all at once.</param>
    /// <param name="cookie">What the server gave with the page before; empty for the first.</param>
    public static byte[] Search(int id, SearchQuestion question, int pageSize, byte[] cookie) => Message(
        id, 3,
        writer =>
        {
            Text(writer, question.Base);
            writer.WriteEnumeratedValue(question.OnlyBase ? Scope.Base : Scope.WholeSubtree);
            writer.WriteEnumeratedValue(Dereference.Never);
            writer.WriteInteger(0);
            writer.WriteInteger(0);
            writer.WriteBoolean(false);
            LdapFilters.Write(writer, question.Filter);
            using (writer.PushSequence())
                foreach (var attribute in question.Wanted)
                    Text(writer, attribute);
        },
        pageSize == 0 ? null : writer =>
        {
            using (writer.PushSequence(Controls))
            using (writer.PushSequence())
            {
                writer.WriteOctetString(Encoding.ASCII.GetBytes(PagedOid));
                writer.WriteBoolean(true);
                writer.WriteOctetString(Page(pageSize, cookie));
            }
        });

    /// <summary>Section 4.3.</summary>
    public static byte[] Unbind(int id)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(id);
            writer.WriteNull(new Asn1Tag(TagClass.Application, 2));
        }

        return writer.Encode();
    }

    /// <returns>Message id, number of the operation, its content, and the controls, where there are any.</returns>
    /// <exception cref="AsnContentException">It is no LDAP message.</exception>
    public static (int Id, int Operation, AsnReader Content, AsnReader? Controls) Read(ReadOnlyMemory<byte> message)
    {
        var sequence = new AsnReader(message, AsnEncodingRules.BER).ReadSequence();
        var id = sequence.TryReadInt32(out var number) ? number : -1;
        var tag = sequence.PeekTag();
        if (tag.TagClass != TagClass.Application)
            throw new AsnContentException("no operation of LDAP");
        var content = sequence.ReadSequence(tag);
        return (id, tag.TagValue, content, sequence.HasData && sequence.PeekTag().HasSameClassAndValue(Controls) ? sequence.ReadSequence(Controls) : null);
    }

    /// <summary>Where the next page begins; empty after the last one, and where the server does not know pages.</summary>
    public static byte[] Cookie(AsnReader? controls)
    {
        while (controls is { HasData: true })
        {
            var control = controls.ReadSequence();
            var oid = Encoding.ASCII.GetString(control.ReadOctetString());
            if (control.HasData && control.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean))
                control.ReadBoolean();
            if (oid != PagedOid || !control.HasData)
                continue;
            var page = new AsnReader(control.ReadOctetString(), AsnEncodingRules.BER).ReadSequence();
            page.ReadInteger();
            return page.ReadOctetString();
        }

        return [];
    }

    /// <summary>Result code and what the server says of it (section 4.1.9).</summary>
    public static (int Code, string Text) Result(AsnReader content)
    {
        var code = (int)content.ReadEnumeratedValue<ResultCode>();
        content.ReadOctetString();
        return (code, Encoding.UTF8.GetString(content.ReadOctetString()));
    }

    /// <summary>Name and the values of all attributes of an entry found (section 4.5.2).</summary>
    public static (string Name, IReadOnlyList<string> Values) Entry(AsnReader content)
    {
        var name = Encoding.UTF8.GetString(content.ReadOctetString());
        var values = new List<string>();
        for (var attributes = content.ReadSequence(); attributes.HasData;)
        {
            var attribute = attributes.ReadSequence();
            attribute.ReadOctetString();
            for (var set = attribute.ReadSetOf(); set.HasData;)
                values.Add(Encoding.UTF8.GetString(set.ReadOctetString()));
        }

        return (name, values);
    }

    /// <summary>The same with values by attribute.</summary>
    public static DirectoryEntry WholeEntry(AsnReader content)
    {
        var name = Encoding.UTF8.GetString(content.ReadOctetString());
        var values = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        for (var attributes = content.ReadSequence(); attributes.HasData;)
        {
            var attribute = attributes.ReadSequence();
            var key = Encoding.UTF8.GetString(attribute.ReadOctetString());
            var list = new List<string>();
            for (var set = attribute.ReadSetOf(); set.HasData;)
                list.Add(Encoding.UTF8.GetString(set.ReadOctetString()));
            values[key] = list;
        }

        return new DirectoryEntry(name, values);
    }

    private static byte[] Page(int size, byte[] cookie)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(size);
            writer.WriteOctetString(cookie);
        }

        return writer.Encode();
    }

    private static byte[] Message(int id, int operation, Action<AsnWriter> content, Action<AsnWriter>? controls = null)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(id);
            using (writer.PushSequence(new Asn1Tag(TagClass.Application, operation, isConstructed: true)))
                content(writer);
            controls?.Invoke(writer);
        }

        return writer.Encode();
    }

    private static void Text(AsnWriter writer, string text) => writer.WriteOctetString(Encoding.UTF8.GetBytes(text));

    private enum Scope { Base = 0, WholeSubtree = 2 }

    private enum Dereference { Never = 0 }

    private enum ResultCode { Success = 0 }
}
