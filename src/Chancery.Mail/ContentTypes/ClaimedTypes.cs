namespace Chancery.Mail.ContentTypes;

/// <summary>What a file's extension or declared media type claims its content to be.</summary>
internal static class ClaimedTypes
{
    private static readonly Dictionary<string, string> ByExtension = Table(
        "pdf:pdf docx:docx,dotx,docm,dotm xlsx:xlsx,xlsm,xltx pptx:pptx,pptm,potx doc:doc,dot xls:xls,xlt ppt:ppt,pps odt:odt ods:ods odp:odp "
        + "rtf:rtf zip:zip,stpz,jar 7z:7z rar:rar tar:tar gzip:gz,tgz bzip2:bz2 xz:xz dicom:dcm,dicom step:stp,step,p21 iges:igs,iges "
        + "dwg:dwg dxf:dxf stl:stl jt:jt png:png jpeg:jpg,jpeg,jpe gif:gif tiff:tif,tiff svg:svg mp4:mp4,m4a,m4v,mov mp3:mp3 "
        + "exe:exe,dll,scr,com,sys elf:elf eml:eml msg:msg tnef:tnef ics:ics,ifb vcf:vcf smime:p7m,p7s,p7c,p7z pgp:pgp,gpg "
        + "xml:xml,xsd,xsl html:html,htm,xhtml text:txt,log,csv,md,json,ini edifact:edi hl7:hl7 script:js,vbs,ps1,bat,cmd,sh");

    private static readonly Dictionary<string, string> ByMediaType = Table(
        "pdf:application/pdf docx:application/vnd.openxmlformats-officedocument.wordprocessingml.document "
        + "xlsx:application/vnd.openxmlformats-officedocument.spreadsheetml.sheet "
        + "pptx:application/vnd.openxmlformats-officedocument.presentationml.presentation "
        + "doc:application/msword xls:application/vnd.ms-excel ppt:application/vnd.ms-powerpoint "
        + "odt:application/vnd.oasis.opendocument.text ods:application/vnd.oasis.opendocument.spreadsheet "
        + "odp:application/vnd.oasis.opendocument.presentation rtf:application/rtf,text/rtf zip:application/zip,application/x-zip-compressed "
        + "7z:application/x-7z-compressed rar:application/vnd.rar,application/x-rar-compressed tar:application/x-tar "
        + "gzip:application/gzip,application/x-gzip bzip2:application/x-bzip2 xz:application/x-xz dicom:application/dicom "
        + "step:model/step,application/step dwg:image/vnd.dwg dxf:image/vnd.dxf stl:model/stl jt:model/jt iges:model/iges "
        + "png:image/png jpeg:image/jpeg,image/jpg gif:image/gif tiff:image/tiff svg:image/svg+xml mp4:video/mp4,audio/mp4 mp3:audio/mpeg "
        + "exe:application/x-msdownload,application/vnd.microsoft.portable-executable tnef:application/ms-tnef "
        + "ics:text/calendar vcf:text/vcard,text/x-vcard,text/directory msg:application/vnd.ms-outlook eml:message/rfc822 "
        + "smime:application/pkcs7-mime,application/x-pkcs7-mime,application/pkcs7-signature,application/x-pkcs7-signature "
        + "xml:application/xml,text/xml html:text/html");

    /// <summary>Types that are also what the claimed type says: a DOCX is a ZIP, a STEP file is no plain text to a rule but an SVG is XML.</summary>
    private static readonly Dictionary<string, string[]> Includes = new()
    {
        ["zip"] = ["docx", "xlsx", "pptx", "odt", "ods", "odp"],
        ["xml"] = ["svg", "html", "cda"],
        ["text"] = ["xml", "eml", "edifact", "hl7"],
        ["html"] = ["xml"],
        ["eml"] = ["text"],
        ["smime"] = ["text"],
        ["pgp"] = ["text"],
        ["script"] = ["text"],
        ["step"] = [],
    };

    public static string? OfExtension(string extension) => ByExtension.GetValueOrDefault(extension);

    public static string? OfMediaType(string mediaType) => ByMediaType.GetValueOrDefault(mediaType);

    /// <summary>The content contradicts the claim; without a claim never.</summary>
    public static bool Contradicts(string? claimed, string actual) =>
        claimed is not null && claimed != actual && !(Includes.TryGetValue(claimed, out var included) && included.Contains(actual));

    private static Dictionary<string, string> Table(string rows) =>
        rows.Split(' ').Select(row => row.Split(':', 2))
            .SelectMany(row => row[1].Split(',').Select(claim => (claim, Type: row[0])))
            .ToDictionary(row => row.claim, row => row.Type);
}
