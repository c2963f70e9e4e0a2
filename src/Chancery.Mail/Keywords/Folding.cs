namespace Chancery.Mail.Keywords;

/// <summary>One form for characters that are taken for the same: without case, any white space a space, one hyphen.</summary>
public static class Folding
{
    public static char Fold(char c) => c switch
    {
        ' ' or '\n' or '\t' or '\r' => ' ',
        '\u1E9E' => 'ß',
        '\u0130' or '\u0131' => 'I',
        '\u017F' => 'S',
        '\u212A' => 'K',
        _ => char.ToUpperInvariant(c),
    };
}
